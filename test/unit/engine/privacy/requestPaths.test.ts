import assert from 'node:assert/strict';
import { chatRequest, requestBudget } from '../../../../src/engine/chat/request/chatRequest';
import { completionTask } from '../../../../src/engine/completion/prompt/completionTask';
import type { Definition } from '../../../../src/engine/completion/context/definitions';
import { requestDocument } from '../../../../src/editor/requests/requestDocument';
import { RequestRecorder } from '../../../../src/engine/failover/request/context/requestRecorder';
import type { Provider } from '../../../../src/engine/model/provider/provider';
import { attachment, turn } from '../chat/fixtures';
import {
  counts,
  engine,
  fails,
  failsAfter,
  hangsAfter,
  link,
  question,
  type Script,
  scripted,
} from '../failover/engine';
import { collect, failure, virtualClock } from '../failover/fixtures';
import { clearance, released, surroundingsOf } from './released';

/** Known again wherever it comes out. */
const secret = `ghp_${'aB3dE5gH7j'.repeat(4).slice(0, 36)}`;
const line = `const token = '${secret}';`;

/** What every provider was handed, as one text each, also of calls without a question. */
function watched(links: readonly { readonly provider: Provider }[]): string[] {
  const handed: string[] = [];
  for (const { provider } of links) {
    for (const name of ['chat', 'fim', 'fimSupport', 'listModels', 'warmUp', 'unload', 'prepare'] as const) {
      const calls = provider as unknown as Record<string, ((...args: unknown[]) => unknown) | undefined>;
      const call = calls[name]?.bind(provider);
      if (!call) continue;
      calls[name] = (...args) => {
        handed.push(`${provider.id}.${name} ${JSON.stringify(args)}`);
        return call(...args);
      };
    }
  }
  return handed;
}

describe('each way in which a request is asked again', () => {
  const turns = [
    turn('What is this?', { attachments: [attachment({ text: released(line) })] }),
    turn('And this?', { attachments: [attachment({ text: released(`a();\n${line}\n`) })] }),
  ];
  const request = chatRequest(turns, requestBudget([100_000]));
  const ways: Readonly<
    Record<string, { readonly a: Script; readonly before?: number; readonly calls: readonly string[] }>
  > = {
    'by the next, from the beginning': { a: fails(failure('auth', 'credential')), calls: ['a.chat', 'b.chat'] },
    'in place, once more': { a: fails(failure('overloaded')), calls: ['a.chat', 'a.chat', 'b.chat'] },
    'for the rest of it': { a: failsAfter(9, failure('stream-cut')), calls: ['a.chat', 'a.chat', 'b.chat'] },
    'beside one that is late': { a: hangsAfter(0), before: 30, calls: ['a.chat', 'b.chat'] },
  };

  for (const [way, { a: script, before = 0, calls }] of Object.entries(ways)) {
    it(`holds no more of a file than the first: ${way}`, async () => {
      const clock = virtualClock();
      const recorder = new RequestRecorder(clock);
      const [a, b] = [scripted('a', counts), scripted('b', counts)];
      const links = [link(a), link(b)];
      const { ask } = engine(links, { clock, recorder, policy: { hedgeChat: true } });
      for (let index = 0; index < before; index += 1) await ask(question('Count.'));
      a.script = script;
      const handed = watched(links);
      const last = (await ask(request)).at(-1);
      assert.equal(last?.type, 'done');
      assert.deepEqual(
        handed.map((call) => call.split(' ')[0]).filter((call) => call?.endsWith('.chat')),
        calls,
      );
      const asked = handed.filter((call) => call.includes('.chat '));
      assert.ok(
        asked.every((call) => call.includes("const token = '***';") && !call.includes(secret)),
        asked.join('\n'),
      );
      assert.ok(handed.filter((call) => !call.includes('.chat ')).every((call) => !/token|What is/.test(call)));
      const shown = recorder.recent().map(requestDocument).join('\n');
      assert.ok(shown.includes("const token = '***';") && !shown.includes(secret));
    });
  }

  it('holds no more of it where the user lets a broken answer go on', async () => {
    const b = scripted('b', counts);
    const links = [link(b)];
    const handed = watched(links);
    await engine(links).ask(request, { resume: { text: ' 1 2 3', attempts: [] } });
    assert.ok(handed.length > 0 && handed.some((call) => call.includes('***')));
    assert.ok(handed.every((call) => !call.includes(secret)));
  });

  it('holds no more of it for a completion, whoever fills the hole', async () => {
    for (const script of [counts, fails(failure('overloaded')), fails(failure('server', 'endpoint'))]) {
      const clock = virtualClock();
      const recorder = new RequestRecorder(clock);
      const links = [link(scripted('a', script)), link(scripted('b', counts))];
      const handed = watched(links);
      const { manager } = engine(links, { clock, recorder });
      const hole = { prefix: `${line}\nhere(`, suffix: `)\n${line}`, path: 'a.ts', languageId: 'typescript' };
      const around = surroundingsOf([{ path: 'b.ts', text: line }], `Unused ${secret}`);
      const task = completionTask(hole, around, clearance);
      const reader = { ended: false };
      const reading = collect(manager.complete(task, { signal: new AbortController().signal })).finally(() => {
        reader.ended = true;
      });
      await clock.runUntil(() => reader.ended, 60_000);
      await reading;
      assert.ok(
        handed.some((call) => call.includes('here(') && call.includes('***')),
        handed.join('\n'),
      );
      assert.ok(handed.every((call) => !call.includes(secret)));
      assert.ok(!recorder.recent().map(requestDocument).join('\n').includes(secret));
    }
  });

  it('holds nothing of it where it only asks how a host is', async () => {
    const links = [link(scripted('a', counts)), link(scripted('b', counts))];
    const { ask, manager, clock } = engine(links);
    await ask(request);
    const handed = watched(links);
    const reader = { ended: false };
    const reading = collect(manager.test(new AbortController().signal)).finally(() => {
      reader.ended = true;
    });
    await clock.runUntil(() => reader.ended, 60_000);
    await reading;
    await manager.prepareCompletion(new AbortController().signal);
    assert.ok(handed.length >= 2);
    for (const call of handed)
      for (const word of ['token', 'What is this', '***']) assert.ok(!call.includes(word), call);
  });

  it('has declarations from those who asked, by their types', () => {
    // @ts-expect-error A text that nobody has asked about is no declaration.
    const made: Definition = { document: 'a', first: 0, end: 1, path: 'a.ts', text: line };
    const asked: Definition = { ...made, text: released(line) };
    assert.ok(!asked.text.includes(secret));
  });
});
