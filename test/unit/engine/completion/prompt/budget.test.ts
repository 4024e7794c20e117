import assert from 'node:assert/strict';
import {
  type Budget,
  budgetOf,
  fitHole,
  fitCompletionContext,
} from '../../../../../src/engine/completion/prompt/budget';
import type { Trust } from '../../../../../src/engine/model/route/route';
import { estimateTokens } from '../../../../../src/engine/model/request/tokenEstimate';
import { route } from '../../failover/fixtures';
import { at } from '../fixtures';
import type { ReleasedCursorContext } from '../../../../../src/engine/completion/api/cursorContext';
import { releasedHole, surroundingsOf } from '../../privacy/released';

const holeAt = (file: string): ReleasedCursorContext => releasedHole(at(file));
const budget: Budget = { prefix: 1_000, suffix: 100, snippets: 600 };

/** With the `u` flag a whole surrogate pair does not match. */
const brokenCharacter = /[\ud800-\udfff]/u;

/** Functions of a few lines, all different. */
function source(characters: number): string {
  let text = '';
  for (let index = 0; text.length < characters; index += 1) {
    text += `function step${index}(value: number): number {\n  const next = value * ${index} + 1;\n  return next;\n}\n\n`;
  }
  return text.slice(0, characters);
}

const tokensOf = ({ prefix, suffix, snippets }: Budget): number =>
  estimateTokens(' '.repeat(prefix + suffix + snippets));

describe('budgetOf', () => {
  const largest: readonly [Trust, 'fim' | 'chat', tokens: number][] = [
    ['local', 'fim', 1_500],
    ['local', 'chat', 1_500],
    ['private', 'fim', 2_200],
    ['cloud', 'fim', 3_400],
    ['cloud', 'chat', 2_800],
  ];
  for (const [trust, kind, tokens] of largest) {
    it(`has about ${tokens} tokens for a ${trust} route and ${kind}`, () => {
      const found = budgetOf(route('alpha', { trust }), kind);
      const all = tokensOf(found);
      assert.ok(Math.abs(all - tokens) <= 100, `${all}`);
      // The suffix is read again with each key.
      assert.ok(found.suffix <= 0.1 * (found.prefix + found.suffix + found.snippets));
    });
  }

  it('takes at most half of a small window', () => {
    for (const contextWindow of [512, 2_048]) {
      const small = tokensOf(budgetOf(route('alpha', { trust: 'cloud', traits: { contextWindow } }), 'fim'));
      assert.ok(small <= contextWindow / 2 && small >= contextWindow / 2 - 10, `${small}`);
    }
  });
});

describe('fitHole', () => {
  it('does not cut a hole that fits', () => {
    const hole = holeAt(`${'a\n'.repeat(500)}█${'b\n'.repeat(50)}`);
    assert.deepEqual(fitHole(hole, budget), hole);
  });

  it('keeps whole lines next to the cursor and uses most of the room', () => {
    const hole = holeAt(`${source(5_000)}\nlet here = █;\n${source(3_000)}`);
    const { prefix, suffix } = fitHole(hole, budget);
    assert.ok(hole.prefix.endsWith(`\n${prefix}`) && hole.suffix.startsWith(suffix));
    assert.ok(suffix.endsWith('\n'));
    assert.ok(prefix.length <= 1_000 && prefix.length >= 750, `${prefix.length}`);
    assert.ok(suffix.length <= 100 && suffix.length > 20, `${suffix.length}`);
  });

  it('begins at a function', () => {
    const { prefix } = fitHole(holeAt(`${source(5_000)}█`), budget);
    assert.match(prefix, /^function step\d+/);
  });

  it('cuts inside of a line that is too long, but not inside of a character', () => {
    const hole = holeAt(`${'🙂'.repeat(3_000)}█${'🙂'.repeat(3_000)}`);
    for (const prefix of [1_000, 1_001]) {
      const fitted = fitHole(hole, { prefix, suffix: 101, snippets: 0 });
      assert.ok(fitted.prefix.length >= 1_000 - 2 && !brokenCharacter.test(fitted.prefix));
      assert.ok(fitted.suffix.length >= 100 && !brokenCharacter.test(fitted.suffix));
    }
  });

  it('keeps its beginning through most runs of 40 keys', () => {
    // As in the editor: the last 6,000 characters before the cursor.
    const file = source(30_000);
    const beginnings = new Map<string, number>();
    let [runs, unchanged] = [0, 0];
    const beginAt = (offset: number): number => {
      const window = file.slice(Math.max(0, offset - 6_000), offset);
      return offset - fitHole(holeAt(`${window}█`), { ...budget, prefix: 5_000 }).prefix.length;
    };
    for (let offset = 10_000; offset < 29_900; offset += 397) {
      runs += 1;
      const first = beginAt(offset);
      beginnings.set(`${first}`, (beginnings.get(`${first}`) ?? 0) + 1);
      let same = true;
      for (let key = 1; key <= 40; key += 1) same &&= beginAt(offset + key) === first;
      if (same) unchanged += 1;
    }
    assert.ok(unchanged / runs > 0.9, `${unchanged} of ${runs}`);
    // The beginning moves at last.
    assert.ok(beginnings.size > 10, `${beginnings.size}`);
  });
});

describe('fitCompletionContext', () => {
  const fit = (...texts: string[]) =>
    fitCompletionContext(
      surroundingsOf(
        texts.map((text, index) => ({ path: `${index}.ts`, text })),
        'a',
      ),
      budget,
    );

  it('keeps the first snippets that fit, and the first lines of the next', () => {
    const line = 'const a = 1;\n';
    const { snippets, diagnostics } = fit(line.repeat(20), line.repeat(30), line.repeat(30));
    assert.deepEqual(
      snippets.map(({ path, text }) => [path, text.length / line.length]),
      [
        ['0.ts', 20],
        ['1.ts', 25],
      ],
    );
    assert.deepEqual(diagnostics, ['a']);
  });

  it('leaves out a few lines of a large snippet', () => {
    const line = 'const a = 1;\n';
    assert.deepEqual(
      fit(line.repeat(35), line.repeat(30)).snippets.map(({ path }) => path),
      ['0.ts'],
    );
    // A small snippet is complete.
    assert.equal(fit(line.repeat(35), line.repeat(5)).snippets.length, 2);
  });
});
