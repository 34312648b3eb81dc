/** @returns what breaks the rules for images in a Dockerfile and its .dockerignore. */
export function imageProblems(dockerfile: string, ignored: string): string[] {
  const lines = dockerfile.replace(/\\\n/g, ' ').split('\n');
  const argumentsOf = (name: string): string[] =>
    lines.filter((line) => line.startsWith(`${name} `)).map((line) => line.slice(name.length + 1).trim());
  const users = argumentsOf('USER');
  const kept = ignored.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return [
    ...argumentsOf('FROM')
      .filter((base) => !/^node:\d+\.\d+\.\d+-[a-z]+-slim$/.test(base))
      .map((base) => `the base is not pinned to a version: ${base}`),
    ...(/^(root|0)?(:|$)/.test(users.at(-1) ?? '') ? ['it runs as root'] : []),
    ...['ENV', 'ARG']
      .flatMap(argumentsOf)
      .flatMap((each) => (/KEY|TOKEN|SECRET/i.test(each) ? [`a secret in a layer: ${each}`] : [])),
    ...(argumentsOf('VOLUME').join() === '/data' ? [] : ['it does not have one volume, /data']),
    ...(kept[0] === '*' ? [] : ['.dockerignore does not begin by leaving out everything']),
    ...['**/.env*', '**/*.pem', '**/*.key']
      .filter((pattern) => kept.lastIndexOf(pattern) <= kept.findLastIndex((line) => line.startsWith('!')))
      .map((pattern) => `.dockerignore does not leave out ${pattern} in the end`),
  ];
}
