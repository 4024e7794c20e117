import assert from 'node:assert/strict';
import { silentLog } from '../../../../../src/engine/model/log';
import { counts, engine, fails, failsAfter, link, question, scripted } from '../engine';
import { failure } from '../fixtures';

function engineWithLog(...scripts: Parameters<typeof scripted>[1][]) {
  const lines: string[] = [];
  const links = scripts.map((script, index) => link(scripted('abc'[index] ?? '', script)));
  const { ask } = engine(links, { log: { ...silentLog, info: (line) => lines.push(line) } });
  const linesOf = async (): Promise<readonly string[]> => {
    lines.length = 0;
    await ask(question('A secret question.'));
    return lines.filter((line) => line.startsWith('[chat-'));
  };
  return linesOf;
}

describe('RequestContext.log', () => {
  it('gets each decision in one line under its id, and no text of the request', async () => {
    const linesOf = engineWithLog(fails(failure('overloaded')), failsAfter(25, failure('stream-cut')), counts);
    const first = await linesOf();
    assert.deepEqual(
      first.map((line) => line.replace(/about \d+/, 'about N').replace(/after \d+ ms/, 'after N ms')),
      [
        '[chat-1] about N tokens for A (a-large), B (b-large), C (c-large)',
        '[chat-1] asking A (a-large), attempt 1, first content due in 7500 ms',
        '[chat-1] A (a-large) failed: overloaded (It was overloaded.)',
        '[chat-1] asking A (a-large) once more in 50 ms',
        '[chat-1] asking A (a-large), attempt 1, first content due in 7500 ms',
        '[chat-1] A (a-large) failed: overloaded (It was overloaded.)',
        '[chat-1] A (a-large) -> B (b-large): overloaded, before-text',
        '[chat-1] asking B (b-large), attempt 2, first content due in 7500 ms',
        '[chat-1] B (b-large) failed: stream-cut (It was stream-cut.)',
        '[chat-1] B (b-large) -> C (c-large): stream-cut, continued',
        '[chat-1] asking C (c-large), attempt 3, first content due in 45000 ms',
        '[chat-1] C (c-large) served',
        '[chat-1] answered by C (c-large) after N ms',
      ],
    );
    assert.ok(!first.join().includes('secret'));
  });

  it('gets the routes that were passed over and why', async () => {
    const linesOf = engineWithLog(fails(failure('quota', 'credential')), counts);
    await linesOf();
    assert.match(
      (await linesOf())[0] ?? '',
      /^\[chat-2\] about \d+ tokens for B \(b-large\); not A \(a-large\) down by quota$/,
    );
  });
});
