import assert from 'node:assert/strict';
import { editRefusalText } from '../../../../../src/engine/edit/inline/editRefusal';
import { inlineEdit, type InlineEditEvent } from '../../../../../src/engine/edit/inline/inlineEdit';
import type { EditQuestion } from '../../../../../src/engine/edit/inline/request/editRequest';
import { textOf } from '../../../../../src/engine/model/request/message';
import type { StreamEvent } from '../../../../../src/engine/model/stream/stream';
import {
  type Engine,
  engine,
  hangsAfter,
  link,
  type Script,
  scripted,
  type ScriptedProvider,
} from '../../failover/engine';
import { failure } from '../../failover/fixtures';
import { clearance } from '../../privacy/released';

const text = Array.from({ length: 20 }, (_, index) => `const value${index} = ${index};\n`).join('');

const question: EditQuestion = {
  source: {
    path: 'a.ts',
    languageId: 'typescript',
    text,
    region: { from: 5, to: 12 },
    indentation: { type: 'spaces', size: 2 },
  },
  instruction: 'Double the values.',
  earlier: [],
};

const wanted = Array.from({ length: 7 }, (_, index) => `const value${index + 5} = ${2 * (index + 5)};`);
const answer = `<region>\n${wanted.join('\n')}\n</region>`;

/** Says the text in pieces of so many characters. */
function says(said: string, end: StreamEvent = { type: 'done', reason: 'stop' }): Script {
  return async function* () {
    await Promise.resolve();
    for (let at = 0; at < said.length; at += 7) yield { type: 'text', text: said.slice(at, at + 7) };
    yield end;
  };
}

const cut: StreamEvent = { type: 'failed', failure: failure('stream-cut', 'endpoint') };

interface World extends Engine {
  readonly providers: readonly ScriptedProvider[];
}

function world(...scripts: readonly Script[]): World {
  const providers = scripts.map((script, index) => scripted('abc'[index] ?? 'z', script));
  return { ...engine(providers.map((provider) => link(provider))), providers };
}

async function edited(
  { manager, clock }: Engine,
  asked = question,
  onEvent: (event: InlineEditEvent) => void = () => undefined,
  signal = new AbortController().signal,
): Promise<readonly InlineEditEvent[]> {
  const events: InlineEditEvent[] = [];
  const deps = { edit: manager.edit.bind(manager), contextWindows: () => [undefined] };
  const reader = { ended: false };
  const reading = (async () => {
    for await (const event of inlineEdit(asked, clearance, deps, signal)) {
      events.push(event);
      onEvent(event);
    }
    reader.ended = true;
  })();
  await clock.runUntil(() => reader.ended, 900_000);
  await reading;
  return events;
}

function told(events: readonly InlineEditEvent[]): readonly string[] {
  return events.map((event) => {
    switch (event.type) {
      case 'asking':
        return `asks ${event.label}`;
      case 'writing':
        return `${event.label} wrote ${event.lines.length}`;
      case 'switched':
        return `${event.from} to ${event.to}`;
      case 'done':
        return `done by ${event.label}: ${event.lines.join('|')}`;
      case 'refused':
        return `refused: ${editRefusalText(event.refusal)}`;
      case 'stopped':
        return 'stopped';
    }
  });
}

describe('an inline edit', () => {
  it('tells who is asked, each line that is whole, and at the end the new lines', async () => {
    assert.deepEqual(told(await edited(world(says(answer)))), [
      'asks A',
      ...wanted.map((_, index) => `A wrote ${index + 1}`),
      `done by A: ${wanted.join('|')}`,
    ]);
  });

  it('goes on with another provider where the first breaks off in mid-edit, and says so', async () => {
    const half = answer.slice(0, answer.indexOf('value10'));
    const goesOn: Script = (request, call) => {
      const lastWords = textOf(request.messages.at(-1)!).split('\n\n').slice(1).join('\n\n');
      return says(answer.slice(Math.max(0, answer.indexOf(lastWords))))(request, call);
    };
    const { providers, ...others } = world(says(half, cut), goesOn);
    const events = told(await edited(others));
    assert.ok(events.includes('A to B'), events.join('\n'));
    assert.equal(events.at(-1), `done by B: ${wanted.join('|')}`);
    assert.equal(providers[1]?.requests.length, 1);
  });

  it('asks once more where the answer has the wrong form, and refuses in words where that has it, too', async () => {
    let times = 0;
    const learns: Script = (request, call) =>
      says((times += 1) === 1 ? 'You should double them.' : answer)(request, call);
    const { providers, ...others } = world(learns);
    assert.match(told(await edited(others)).at(-1) ?? '', /^done/);
    assert.match(textOf(providers[0]!.requests[1]!.messages.at(-1)!), /between a line <region>/);
    const stubborn = world(says('You should double them.'));
    assert.match(told(await edited(stubborn)).at(-1) ?? '', /^refused: A answered twice in a form/);
    assert.equal(stubborn.providers[0]?.requests.length, 2);
  });

  it('refuses an answer that was cut off by its limit, and says who could not answer', async () => {
    const long = world(says(answer.slice(0, 40), { type: 'done', reason: 'length' }));
    assert.match(told(await edited(long)).at(-1) ?? '', /^refused: A reached its longest answer/);
    const down = world(hangsAfter(0));
    assert.match(told(await edited(down)).at(-1) ?? '', /^refused: A could not answer\. A did not begin/);
  });

  it('refuses a region that no model can hold, without asking', async () => {
    const { providers, ...others } = world(says(answer));
    const source = { ...question.source, text: 'x'.repeat(200_000), region: { from: 0, to: 1 } };
    assert.match(
      told(await edited(others, { ...question, source })).at(-1) ?? '',
      /^refused: The selection is too long/,
    );
    assert.equal(providers[0]?.requests.length, 0);
  });

  it('ends at once where it is stopped', async () => {
    const stop = new AbortController();
    const slow: Script = async function* (_request, call) {
      yield { type: 'text', text: answer.slice(0, 30) };
      await new Promise((resolve) => call.signal.addEventListener('abort', resolve));
    };
    const events = await edited(
      world(slow),
      question,
      (event) => event.type === 'writing' && stop.abort(),
      stop.signal,
    );
    assert.equal(events.at(-1)?.type, 'stopped');
  });
});
