import assert from 'node:assert/strict';
import type { Finding } from '../../../../../src/engine/edit/review/finding';
import type { ReviewPart } from '../../../../../src/engine/edit/review/reviewParts';
import { type ReviewEnd, runReview } from '../../../../../src/engine/edit/review/runReview';
import type { AnswerEvent } from '../../../../../src/engine/failover/api/answer';
import { alpha } from '../../chat/fixtures';

const part = (path: string): ReviewPart => ({ texts: [{ path, text: '+x', form: 'diff' }], tokens: 10 });
const finding = (path: string, what = 'Wrong.'): string =>
  `### FINDING\nFILE: ${path}\nSEVERITY: error\nQUOTE: x\nWHAT: ${what}\n### END\n`;
const text = (words: string): AnswerEvent => ({ type: 'text', text: words });
const done: AnswerEvent = { type: 'done', route: alpha, reason: 'stop', attempts: [] };
const failed: AnswerEvent = { type: 'failed', failure: { attempts: [], skipped: [] } };
const cancelled: AnswerEvent = { type: 'cancelled', attempts: [] };

interface Run {
  readonly end: ReviewEnd;
  /** Paths of all findings after each change. */
  readonly shown: readonly string[];
  readonly asked: readonly string[];
}

async function run(answers: readonly (readonly AnswerEvent[])[], known: readonly Finding[] = []): Promise<Run> {
  const shown: string[] = [];
  const asked: string[] = [];
  const end = await runReview({
    parts: answers.map((_, index) => part(`${index}.ts`)),
    known,
    ask: async function* ({ texts }) {
      const path = texts[0]?.path ?? '';
      asked.push(path);
      yield* await Promise.resolve(answers[Number.parseInt(path, 10)] ?? []);
    },
    onFindings: (findings) => shown.push(findings.map(({ path }) => path).join(' ')),
    onPart: () => {},
  });
  return { end, shown, asked };
}

describe('a review', () => {
  it('gives findings as they come, part by part', async () => {
    const { end, shown } = await run([
      [text(finding('a')), text(finding('b')), done],
      [text(finding('c')), done],
    ]);
    assert.deepEqual(shown, ['a', 'a b', 'a b c']);
    assert.equal(end.type, 'done');
    assert.equal(end.findings.length, 3);
  });

  it('takes findings away that an answer took back, and gives those of who began again', async () => {
    const { end, shown } = await run([
      [text(finding('a')), { type: 'retract', length: 0 }, text(finding('b')), text(finding('a')), done],
    ]);
    assert.deepEqual(shown, ['a', '', 'b', 'b a']);
    assert.deepEqual(
      end.findings.map(({ path }) => path),
      ['b', 'a'],
    );
  });

  it('keeps what was found when nobody can go on, says why, and names what is left', async () => {
    const { end, asked } = await run([
      [text(finding('a')), done],
      [text(finding('b')), text('### FINDING\nFILE: c'), failed],
      [text(finding('d')), done],
    ]);
    assert.ok(end.type === 'failed');
    assert.deepEqual(
      end.findings.map(({ path }) => path),
      ['a', 'b'],
    );
    assert.deepEqual(
      end.rest.flatMap(({ texts }) => texts.map(({ path }) => path)),
      ['1.ts', '2.ts'],
    );
    assert.match(end.problem.title, /\S/);
    assert.deepEqual(asked, ['0.ts', '1.ts']);
  });

  it('doubles nothing that is known from an earlier try', async () => {
    const { end } = await run([[text(finding('b')), failed]]);
    const { end: again, shown } = await run(
      [[text(finding('b', 'Wrong, it is.')), text(finding('c')), done]],
      end.findings,
    );
    assert.deepEqual(shown, ['b c']);
    assert.equal(again.findings.length, 2);
  });

  it('asks for no further part when it was cancelled', async () => {
    const { end, asked } = await run([[text(finding('a')), cancelled], [done]]);
    assert.deepEqual([end.type, end.findings.length, asked], ['cancelled', 1, ['0.ts']]);
  });

  it('takes no last finding without its end from an answer that reached its limit', async () => {
    const cut = finding('a').replace('### END\n', '');
    const { end } = await run([[text(cut), { type: 'done', route: alpha, reason: 'length', attempts: [] }]]);
    assert.equal(end.findings.length, 0);
    assert.equal((await run([[text(cut), done]])).end.findings.length, 1);
  });
});
