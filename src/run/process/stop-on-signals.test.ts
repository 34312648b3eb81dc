import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import { onSignals } from './stop-on-signals.js';

describe('a signal to stop', () => {
  const heard: string[] = [];
  let forget: () => void = () => undefined;
  beforeEach(() => {
    heard.length = 0;
    forget = onSignals({ first: (signal) => heard.push(signal), again: () => heard.push('again') });
  });
  afterEach(() => forget());

  it('that arrives twice at once, as npm passes on what the terminal has sent, is one', () => {
    process.emit('SIGINT', 'SIGINT');
    process.emit('SIGINT', 'SIGINT');
    expect(heard).to.deep.equal(['SIGINT']);
  });

  it('is another one a second later', async () => {
    process.emit('SIGTERM', 'SIGTERM');
    await sleep(1050);
    process.emit('SIGTERM', 'SIGTERM');
    expect(heard).to.deep.equal(['SIGTERM', 'again']);
  });

  it('is another one where it has another name', () => {
    process.emit('SIGINT', 'SIGINT');
    process.emit('SIGTERM', 'SIGTERM');
    expect(heard).to.deep.equal(['SIGINT', 'again']);
  });

  it('is nobody\u2019s any more once it is forgotten', () => {
    const before = process.listenerCount('SIGINT');
    forget();
    expect(process.listenerCount('SIGINT')).to.equal(before - 1);
  });
});
