import assert from 'node:assert/strict';
import fc from 'fast-check';
import { commitMessageIn } from '../../../../../src/engine/edit/commit/commitMessage';
import { type CommitMaterial, commitRequest } from '../../../../../src/engine/edit/commit/commitRequest';
import { commitStyle } from '../../../../../src/engine/edit/commit/commitStyle';
import { fitDiffs } from '../../../../../src/engine/edit/commit/fitDiffs';
import { textOf } from '../../../../../src/engine/model/request/message';
import { estimateRequestTokens, estimateTokens } from '../../../../../src/engine/model/request/tokenEstimate';

const lines = (count: number): string => Array.from({ length: count }, (_, index) => `+line ${index}`).join('\n');
const material = (changes: Partial<CommitMaterial>): CommitMaterial => ({
  files: [{ path: 'a.ts', text: '+one' }],
  keptBack: 0,
  style: commitStyle([]),
  draft: '',
  instructions: '',
  ...changes,
});

describe('the request for a commit message', () => {
  const asked = (changes: Partial<CommitMaterial>, budget = 50_000): { system: string; text: string } => {
    const { request } = commitRequest(material(changes), budget);
    return { system: request.system ?? '', text: request.messages.map(textOf).join('\n') };
  };

  it('holds the changes, what stands in the box, the user’s own words and the earlier subjects', () => {
    const { system, text } = asked({
      draft: 'retry budget',
      instructions: 'Name the ticket.',
      style: commitStyle(['Count tries', 'Say why']),
    });
    assert.match(system, /Name the ticket\./);
    for (const part of ['+one', 'a.ts', 'retry budget', 'Count tries\nSay why']) assert.ok(text.includes(part), part);
  });

  it('says of files that stay here how many there are, and no more', () => {
    assert.match(asked({ keptBack: 1 }).text, /1 more changed file is not shown/);
    assert.match(asked({ keptBack: 2 }).text, /2 more changed files are not shown/);
    assert.doesNotMatch(asked({}).text, /not shown/);
  });

  it('cuts long files by whole lines, and says so', () => {
    const files = [
      { path: 'short.ts', text: '+short' },
      { path: 'long.ts', text: lines(5_000) },
    ];
    const { request, files: sent } = commitRequest(material({ files }), 2_000);
    const [short, long] = sent;
    assert.deepEqual([short?.linesLeftOut, short?.text], [0, '+short']);
    assert.ok(long && long.linesLeftOut > 0 && long.text.endsWith(`+line ${4_999 - long.linesLeftOut}`));
    assert.ok(request.messages.map(textOf).join('').includes(`[${long.linesLeftOut} more lines`));
  });

  it('is never more than the models hold, but for the names of files', () => {
    const file = fc.record({ path: fc.string({ maxLength: 30 }), text: fc.nat({ max: 200 }).map(lines) });
    fc.assert(
      fc.property(fc.array(file, { maxLength: 12 }), fc.integer({ min: 1_000, max: 8_000 }), (files, budget) => {
        const { request } = commitRequest(material({ files }), budget);
        assert.ok(estimateRequestTokens(request) <= budget + files.length * 30);
      }),
    );
  });

  it('is 30,000 tokens at most, and tells of 200 files', () => {
    const many = Array.from({ length: 250 }, (_, index) => ({ path: `file${index}.ts`, text: lines(100) }));
    const { request, files } = commitRequest(material({ files: many, keptBack: 1 }), 100_000);
    assert.equal(files.length, 200);
    assert.ok(request.messages.map(textOf).join('').endsWith('[51 more changed files are not shown]'));
    const tokens = estimateRequestTokens(request);
    assert.ok(tokens > 25_000 && tokens < 34_000, String(tokens));
  });

  it('is in a fence that no line of the changes ends', () => {
    const { text } = asked({ files: [{ path: 'a.md', text: '+````\n+x' }] });
    assert.ok(text.includes('`````diff\n+````\n+x\n`````'));
  });
});

describe('changes that are fitted', () => {
  it('are whole where there is room, and keep their order', () => {
    const files = [
      { path: 'b', text: lines(30) },
      { path: 'a', text: lines(3) },
    ];
    assert.deepEqual(
      fitDiffs(files, 10_000),
      files.map((file) => ({ ...file, linesLeftOut: 0 })),
    );
  });

  it('leave what a small file does not need to the others', () => {
    const [small, large] = fitDiffs(
      [
        { path: 's', text: '+x' },
        { path: 'l', text: lines(400) },
      ],
      1_000,
    );
    assert.equal(small?.linesLeftOut, 0);
    assert.ok(estimateTokens(large?.text ?? '') > 900);
  });

  it('are names alone where there is next to no room', () => {
    const [only] = fitDiffs([{ path: 'a', text: lines(100) }], 20);
    assert.deepEqual(only, { path: 'a', text: '', linesLeftOut: 100 });
  });
});

describe('the style of commits', () => {
  it('is conventional where most subjects are', () => {
    assert.ok(commitStyle(['feat(api): a', 'fix!: b', 'Say c']).isConventional);
    assert.ok(!commitStyle(['feat: a', 'Say b', 'Say c']).isConventional);
    assert.ok(!commitStyle([]).isConventional);
  });

  it('is learned from the last ten that a person wrote', () => {
    const messages = ['Merge branch x', 'fixup! y', ...Array.from({ length: 12 }, (_, index) => `Do ${index}\n\nWhy.`)];
    const { subjects, hasBody } = commitStyle(messages);
    assert.deepEqual(
      subjects,
      Array.from({ length: 10 }, (_, index) => `Do ${index}`),
    );
    assert.ok(hasBody);
  });

  it('has the length that nearly all keep to, 50 at least, 72 where nothing is known', () => {
    assert.equal(commitStyle([]).subjectChars, 72);
    assert.equal(commitStyle(['Short']).subjectChars, 50);
    const long = [...Array.from({ length: 9 }, () => 'x'.repeat(65)), 'y'.repeat(300)];
    assert.equal(commitStyle(long).subjectChars, 65);
  });
});

describe('the message in an answer', () => {
  const cases: readonly (readonly [answer: string, message: string | undefined])[] = [
    ['Count tries', 'Count tries'],
    ['  Count tries \r\n\r\nWhy.  \n', 'Count tries\n\nWhy.'],
    ['```\nCount tries\n```', 'Count tries'],
    ['Here is the commit message:\n\n```text\nfix: a\n\nbody\n```\n\nAnything else?', 'fix: a\n\nbody'],
    ['Commit message:\nCount tries', 'Count tries'],
    ['**Commit message:** Count tries', 'Count tries'],
    ['"Count tries"', 'Count tries'],
    ['Say "no" to "yes"', 'Say "no" to "yes"'],
    ['Show a fence\n\n```ts\nx\n```', 'Show a fence\n\n```ts\nx\n```'],
    ['fix: subject:\n\n- a', 'fix: subject:\n\n- a'],
    ['', undefined],
    ['```\n```', undefined],
    ['x'.repeat(9_000), undefined],
  ];
  for (const [answer, message] of cases)
    it(`is ${JSON.stringify(message)} in ${JSON.stringify(answer.slice(0, 60))}`, () => {
      assert.equal(commitMessageIn(answer), message);
    });
});
