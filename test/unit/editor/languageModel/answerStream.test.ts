import assert from 'node:assert/strict';
import { AnswerStream } from '../../../../src/editor/languageModel/participant/answerStream';
import type { ChainLink } from '../../../../src/engine/failover/api/providerManager';
import type { Policy } from '../../../../src/engine/failover/api/policy';
import {
  count,
  counts,
  engine,
  fails,
  failsAfter,
  hangsAfter,
  link,
  question,
  scripted,
} from '../../engine/failover/engine';
import { failure } from '../../engine/failover/fixtures';

/** What VS Code's Chat shows, in order: texts that follow each other as one, each progress by itself. */
async function shown(links: readonly ChainLink[], options: { policy?: Partial<Policy>; stopAfter?: number } = {}) {
  const lines: string[] = [];
  const { manager, clock } = engine(links, { ...(options.policy ? { policy: options.policy } : {}) });
  const stop = new AbortController();
  const stream = new AnswerStream({
    markdown: (text) => {
      assert.ok(typeof text === 'string');
      const last = lines.at(-1);
      if (last?.startsWith('> ') === false) lines[lines.length - 1] = last + text;
      else lines.push(text);
      if (stream.text.length >= (options.stopAfter ?? Infinity)) stop.abort();
    },
    progress: (text) => void lines.push(`> ${text}`),
  });
  const ended: Awaited<ReturnType<AnswerStream['write']>>[] = [];
  void stream.write(manager.chat(question('Count.'), { signal: stop.signal })).then((outcome) => ended.push(outcome));
  await clock.runUntil(() => ended.length > 0, 600_000);
  return { lines, outcome: ended[0], text: stream.text, notes: stream.notes };
}

describe('AnswerStream', () => {
  it('shows an answer as it is written, and nothing else', async () => {
    const { lines, outcome, text } = await shown([link(scripted('a', counts))]);
    assert.deepEqual(lines, [count(1, 40)]);
    assert.ok(outcome?.type === 'done' && outcome.route.providerId === 'a' && outcome.isWhole);
    assert.equal(text, count(1, 40));
  });

  it('says who is asked in whose place, and why, before the text', async () => {
    const refused = failure('auth', 'credential', { status: 401 });
    const { lines } = await shown([link(scripted('a', fails(refused))), link(scripted('b', counts))]);
    assert.equal(lines.length, 2);
    assert.match(lines[0] ?? '', /^> .*A.*, so B is asked\.$/);
    assert.equal(lines[1], count(1, 40));
  });

  it('shows each word once where the next goes on, in one piece, and notes it for the end', async () => {
    const { lines, text, notes } = await shown([
      link(scripted('a', failsAfter(25, failure('stream-cut')))),
      link(scripted('b', counts)),
    ]);
    assert.deepEqual(lines, [count(1, 40)]);
    assert.equal(text, count(1, 40));
    assert.equal(notes.length, 1);
    assert.match(notes[0] ?? '', /^.*A.*, so B went on\.$/);
  });

  it('shows an answer that begins again below a line, and only that counts', async () => {
    const { lines, text, notes } = await shown(
      [link(scripted('a', failsAfter(25, failure('stream-cut')))), link(scripted('b', counts))],
      { policy: { midAnswer: 'restart' } },
    );
    assert.equal(lines.length, 1);
    const [before, after] = (lines[0] ?? '').split('\n\n---\n\n');
    assert.ok(before !== undefined && count(1, 25).startsWith(before) && before.length > 40);
    assert.equal(after, count(1, 40));
    assert.equal(text, count(1, 40));
    assert.match(notes[0] ?? '', /, so B began again\.$/);
  });

  it('ends with the reason in words, and with what can be done', async () => {
    const { outcome } = await shown([link(scripted('a', fails(failure('auth', 'credential', { status: 401 }))))]);
    assert.ok(outcome?.type === 'failed');
    assert.match(outcome.message, /^A could not answer\. .* Set a valid API key for A\.$/);
    assert.ok(outcome.problem?.actions.includes('set-api-key'));
  });

  it('ends as stopped where the user stops it', async () => {
    const { outcome, text } = await shown([link(scripted('a', hangsAfter(30)))], { stopAfter: 41 });
    assert.deepEqual(outcome, { type: 'stopped' });
    assert.ok(count(1, 30).startsWith(text) && text.length > 40);
  });
});
