import assert from 'node:assert/strict';
import { inlineEdit, type InlineEditEvent } from '../../../src/engine/edit/inline/inlineEdit';
import { withRegion } from '../../../src/engine/edit/inline/regionEdit';
import type { EditQuestion } from '../../../src/engine/edit/inline/request/editRequest';
import type { StreamEvent } from '../../../src/engine/model/stream/stream';
import { engine, link, type Script, scripted } from '../../unit/engine/failover/engine';
import { failure } from '../../unit/engine/failover/fixtures';
import { clearance } from '../../unit/engine/privacy/released';
import { type Manner, toWrite } from '../support/idealModel';

const before = [
  'export function total(items: readonly Item[]): number {',
  '  let sum = 0;',
  '  for (const item of items) {',
  '    sum += item.price * item.count;',
  '  }',
  '  return sum;',
  '}',
  '',
].join('\n');
const region = { from: 1, to: 6 };
const wanted = [
  '  const prices = items.map(({ price, count }) => price * count);',
  '',
  '  return prices.reduce((sum, price) => sum + price, 0);',
];
const after = withRegion(before, region, wanted);
const answer = `<region>\n${wanted.join('\n')}\n</region>`;

const question: EditQuestion = {
  source: { path: 'a.ts', languageId: 'typescript', text: before, region, indentation: { type: 'spaces', size: 2 } },
  instruction: 'Use reduce.',
  earlier: [],
};

/** How an answer ends before its end. */
const ends: Readonly<Record<string, StreamEvent | 'silence'>> = {
  'the line is cut': { type: 'failed', failure: failure('stream-cut', 'endpoint') },
  'an error is reported': { type: 'failed', failure: failure('in-stream', 'endpoint') },
  'the host is overloaded': { type: 'failed', failure: failure('overloaded', 'model') },
  'the key is refused': { type: 'failed', failure: failure('auth', 'credential') },
  'it falls silent': 'silence',
  'it ends in good order': { type: 'done', reason: 'stop' },
  'its limit is reached': { type: 'done', reason: 'length' },
};

function healthy(manner: Manner): Script {
  return (request) => pieces(toWrite(answer, request, manner), { type: 'done', reason: 'stop' });
}

function broken(chars: number, end: StreamEvent | 'silence'): Script {
  return (request) => pieces(toWrite(answer, request, 'exactly').slice(0, chars), end);
}

async function* pieces(text: string, end: StreamEvent | 'silence'): AsyncGenerator<StreamEvent> {
  await Promise.resolve();
  for (let at = 0; at < text.length; at += 11) yield { type: 'text', text: text.slice(at, at + 11) };
  if (end === 'silence') await new Promise(() => undefined);
  else yield end;
}

/** The file after an edit that these providers were asked for, as a host has it: the old text until the end, then the new one. */
async function fileAfter(...scripts: readonly Script[]): Promise<string> {
  const { manager, clock, dispose } = engine(
    scripts.map((script, index) => link(scripted('abc'[index] ?? 'z', script))),
  );
  const deps = { edit: manager.edit.bind(manager), contextWindows: () => [undefined] };
  const ended: { last?: InlineEditEvent; isOver?: true } = {};
  const reading = (async () => {
    for await (const event of inlineEdit(question, clearance, deps, new AbortController().signal)) {
      assert.equal(ended.last?.type === 'done' || ended.last?.type === 'refused', false, 'nothing comes after the end');
      ended.last = event;
    }
    ended.isOver = true;
  })();
  await clock.runUntil(() => ended.isOver === true, 3_600_000);
  await reading;
  dispose();
  const { last } = ended;
  assert.ok(last?.type === 'done' || last?.type === 'refused', last?.type);
  return last.type === 'done' ? withRegion(before, region, last.lines) : before;
}

describe('an inline edit in an outage', () => {
  const places = Array.from({ length: answer.length + 1 }, (_, chars) => chars);

  for (const [name, end] of Object.entries(ends)) {
    it(`makes the file the right new one or leaves it as it was: ${name}, at any character`, async () => {
      const isOrderly = typeof end === 'object' && end.type === 'done';
      for (const chars of places) {
        const text = await fileAfter(broken(chars, end), healthy('exactly'));
        // Where an answer ends in good order nobody knows that it is not whole, but for its form.
        if (isOrderly) assert.ok(text === after || text === before, `at ${chars}:\n${text}`);
        else assert.equal(text, after, `at ${chars}`);
      }
    });

    it(`leaves the file as it was where all providers fail: ${name}`, async () => {
      for (const chars of places.filter((place) => place % 7 === 0 && place < answer.length)) {
        const text = await fileAfter(broken(chars, end), broken(Math.max(chars - 40, 0), end));
        assert.equal(text, before, `at ${chars}`);
      }
    });
  }

  it('never takes what a provider adds to its continuation for a part of the file', async () => {
    const cut = { type: 'failed', failure: failure('stream-cut', 'endpoint') } as const;
    for (const manner of ['with-remark', 'with-fence', 'anew'] as const) {
      for (const chars of places.filter((place) => place % 3 === 0)) {
        const text = await fileAfter(broken(chars, cut), healthy(manner));
        assert.equal(text, after, `${manner} at ${chars}`);
      }
    }
  });
});
