import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect } from 'chai';
import { endInTime } from './overtime.js';

const LOOP = 'console.log("up"); for (;;);';
const WAITING = 'console.log("up"); setInterval(() => {}, 1000);';

async function ended(script: string, askedAfterMs: number): Promise<{ signal: unknown; asked: number }> {
  const child = spawn(process.execPath, ['-e', `process.on("SIGTERM", () => process.exit(7)); ${script}`]);
  await once(child.stdout, 'data');
  let asked = 0;
  const callOff = endInTime(child, { askedAfterMs, killedAfterMs: 200 }, () => (asked += 1));
  await once(child, 'exit');
  callOff();
  return { signal: child.signalCode ?? child.exitCode, asked };
}

describe('a process that does not end in time', () => {
  it('is asked to end', async () => {
    expect(await ended(WAITING, 1)).to.deep.equal({ signal: 7, asked: 1 });
  });

  it('is killed where it does not listen', async () => {
    expect(await ended(LOOP, 1)).to.deep.equal({ signal: 'SIGKILL', asked: 1 });
  });

  it('is left alone where it ends by itself', async () => {
    const script = 'console.log("up"); setTimeout(() => {}, 100);';
    expect(await ended(script, 60_000)).to.deep.equal({ signal: 0, asked: 0 });
  });
});
