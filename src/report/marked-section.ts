/**
 * Replaces the part of a text between `<!-- name:start -->` and `<!-- name:end -->`.
 * @throws Error in a sentence when the markers are missing.
 */
export function withSection(text: string, name: string, content: string): string {
  const start = `<!-- ${name}:start -->`;
  const end = `<!-- ${name}:end -->`;
  const from = text.indexOf(start);
  const to = text.indexOf(end);
  if (from < 0 || to < from)
    throw new Error(`The markers ${start} and ${end} are missing: add them where the section belongs.`);
  return `${text.slice(0, from + start.length)}\n\n${content}\n\n${text.slice(to)}`;
}
