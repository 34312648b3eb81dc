/** Console output with the facts of its last lines on one line each, however they were wrapped. */
export function unwrapped(output: string): string {
  return output.replaceAll(/\n {14}(?=\S)/g, ' ');
}
