import assert from 'node:assert/strict';
import { requestDocument, titleOf } from '../../../../../../src/editor/requests/requestDocument';
import {
  chatProfile,
  completionProfile,
  type RequestProfile,
} from '../../../../../../src/engine/failover/api/requestProfile';
import { RequestRecorder } from '../../../../../../src/engine/failover/request/context/requestRecorder';
import { silentLog } from '../../../../../../src/engine/model/log';
import { counts, engine, fails, link, question, scripted } from '../../engine';
import { failure, virtualClock } from '../../fixtures';

const sources = {
  files: [{ path: 'src/a.ts', part: 'whole file, 3 lines', chars: 42, masked: ['a GitHub token'] }],
  keptBack: [{ path: '.env', reason: 'secret-name', rule: 'its name, which files with secrets often have' }],
} as const;

describe('RequestRecorder', () => {
  it('keeps what went to which route, why the next was asked, and what was kept back', async () => {
    const clock = virtualClock();
    const recorder = new RequestRecorder(clock);
    const links = [link(scripted('a', fails(failure('overloaded')))), link(scripted('b', counts))];
    const { ask } = engine(links, { clock, recorder });
    await ask(question('What is ```one```?'), { sources });
    const [request] = recorder.recent();
    assert.ok(request);
    assert.deepEqual(
      request.attempts.map(({ route, sent, end }) => [route.providerId, sent?.type, end?.outcome]),
      [
        ['a', 'chat', 'failed'],
        ['a', 'chat', 'failed'],
        ['b', 'chat', 'served'],
      ],
    );
    const text = requestDocument(request);
    for (const part of ['What is ```one```?', '`src/a.ts`: whole file, 3 lines, 42 characters; masked: a GitHub token'])
      assert.ok(text.includes(part), text);
    assert.ok(text.includes('`.env`: excluded by its name') && text.includes('````text\nWhat is ```one```?\n````'));
    assert.match(text, /Attempt 1[^]*is overloaded[^]*Attempt 3[^]*Outcome: served/);
    assert.match(titleOf(request), /^chat \(/);
  });

  it('tells who asked where it was not the user at a surface of ours, in the list, the document and the log', async () => {
    const clock = virtualClock();
    const recorder = new RequestRecorder(clock);
    const lines: string[] = [];
    const log = { ...silentLog, info: (line: string) => void lines.push(line) };
    const { ask } = engine([link(scripted('a', counts))], { clock, recorder, log });
    await ask(question('one'), { sources: { files: [], keptBack: [], askedBy: 'some.extension' } });
    await ask(question('two'), { sources: { files: [], keptBack: [] } });
    const [mine, theirs] = recorder.recent();
    assert.ok(mine && theirs);
    assert.match(titleOf(theirs), /^chat, some\.extension \(/);
    assert.match(requestDocument(theirs), /Asked by: `some\.extension`/);
    assert.ok(!/Asked by|some\.extension/.test(titleOf(mine) + requestDocument(mine)));
    assert.deepEqual(
      lines.filter((line) => line.includes('asked by')),
      ['[chat-1] asked by some.extension'],
    );
  });

  it('keeps twenty requests, and five chats among them however many completions follow', () => {
    const recorder = new RequestRecorder(virtualClock());
    const begin = (profile: RequestProfile, id: string): unknown =>
      recorder.begin({ id, profile, boundary: 'any', sources: undefined });
    for (let index = 0; index < 8; index += 1) begin(chatProfile, `chat-${index}`);
    for (let index = 0; index < 40; index += 1) begin(completionProfile, `completion-${index}`);
    const ids = recorder.recent().map(({ id }) => id);
    assert.equal(ids.length, 20);
    assert.equal(ids[0], 'completion-39');
    assert.deepEqual(ids.slice(-5), ['chat-7', 'chat-6', 'chat-5', 'chat-4', 'chat-3']);
    recorder.clear();
    assert.deepEqual(recorder.recent(), []);
  });

  it('keeps at most a million characters of a request, and says so', async () => {
    const clock = virtualClock();
    const recorder = new RequestRecorder(clock);
    const traits = { contextWindow: 10_000_000 };
    const { ask } = engine([link(scripted('a', counts), { traits })], { clock, recorder });
    await ask(question('x'.repeat(3_000_000)));
    const [request] = recorder.recent();
    const sent = request?.attempts[0]?.sent;
    assert.ok(request && sent);
    assert.match(sent.left ?? '', /3,000,000 characters/);
    assert.ok(requestDocument(request).length < 1_100_000);
  });
});
