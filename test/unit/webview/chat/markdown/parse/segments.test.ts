import assert from 'node:assert/strict';
import type { Tokens } from 'marked';
import { maxCells, windowChars, windowLines } from '../../../../../../src/webview/chat/markdown/budget/limits';
import {
  type Place,
  readWindow,
  type Segment,
  start,
} from '../../../../../../src/webview/chat/markdown/parse/segments';

/** All segments of a text that is there as a whole. */
function segmentsOf(text: string): readonly Segment[] {
  const all: Segment[] = [];
  for (let place: Place = start; ;) {
    const { segments, next, isEnd } = readWindow(text, place);
    all.push(...segments);
    if (isEnd) return all;
    assert.ok(next.at > place.at || next.mode.type !== place.mode.type || place.mode.within, 'it goes on');
    place = next;
  }
}

/** The kinds of its blocks in their order; neighbours of one kind are told once. */
function outline(text: string): readonly string[] {
  const all = kindsOf(text);
  return all.filter((kind, index) => kind !== all[index - 1]);
}

function kindsOf(text: string): readonly string[] {
  return segmentsOf(text).flatMap(({ shown, mode }) => {
    const type = shown.type === 'token' ? shown.token.type : shown.type === 'code' ? 'more code' : 'plain';
    return type === 'space' ? [] : [mode.within ? `${type} in ${mode.within.type}` : type];
  });
}

const words = 'The quick brown fox jumps over the lazy dog. ';
const code = 'const value = compute(1, "two");\n';
const kinds = (text: string): readonly string[] => [...new Set(outline(text))];

describe('readWindow', () => {
  it('reads windows that add up to the answer, none longer than the limit', () => {
    const texts = [words.repeat(400), '['.repeat(20_000), `- ${words}\n`.repeat(400), 'a\n'.repeat(9_000)];
    for (const text of texts) {
      const segments = segmentsOf(text);
      assert.equal(segments.map(({ raw }) => raw).join(''), text);
      assert.ok(segments.every(({ raw }) => raw.length <= windowChars));
    }
  });

  it('stays in code until the fence is closed', () => {
    const text = `Look:\n\n~~~ts\n${code.repeat(500)}\`\`\`\n~~~\n\nThe **end**.`;
    assert.deepEqual(kinds(text), ['paragraph', 'code', 'more code']);
    assert.equal(outline(text).at(-1), 'paragraph');
  });

  it('goes on with a list by whole items, and with its numbers', () => {
    const text = Array.from({ length: 300 }, (_, index) => `1. item ${index}`).join('\n');
    assert.deepEqual(kinds(text), ['list']);
    const numbers = segmentsOf(text).flatMap(({ shown }) =>
      shown.type === 'token' && shown.token.type === 'list' ? [shown.number] : [],
    );
    assert.deepEqual(numbers.slice(0, 3), [undefined, windowLines, 2 * windowLines - 1]);
  });

  it('goes on inside a list item that is longer than a window, with code in it', () => {
    const step = `1. **Step**\n\n   \`\`\`ts\n${`   ${code}`.repeat(150)}   \`\`\`\n\n   After it.\n\n`;
    assert.deepEqual(outline(`${step}${step.replace('1.', '2.')}end`), [
      ...['list', 'code in item', 'more code in item', 'paragraph in item'],
      ...['list', 'code in item', 'more code in item', 'paragraph in item'],
      'paragraph',
    ]);
  });

  it('goes on inside a quotation that is longer than a window', () => {
    const text = `> a\n>\n> \`\`\`ts\n${`> ${code}`.repeat(150)}> \`\`\`\n> b\n\nend`;
    assert.deepEqual(outline(text), [
      ...['blockquote', 'code in quote', 'more code in quote', 'paragraph in quote'],
      'paragraph',
    ]);
  });

  it('goes on with a table under its own head', () => {
    const text = `| a | b |\n|---|--:|\n${'| c | d |\n'.repeat(1_000)}\nend`;
    assert.deepEqual(kinds(text), ['table', 'paragraph']);
  });

  it('draws a table of many cells in parts, wherever it stands, and one of too many columns as it was written', () => {
    const row = (cells: number): string => `${'| c '.repeat(cells)}|\n`;
    const head = (cells: number): string => `${'| a '.repeat(cells)}|\n${'|---'.repeat(cells)}|\n`;
    for (const before of ['', 'Words.\n\n']) {
      const text = `${before}${head(10)}${row(10).repeat(36)}\nend`;
      assert.deepEqual(kinds(text), before === '' ? ['table', 'paragraph'] : ['paragraph', 'table']);
      const sizes = segmentsOf(text).flatMap(({ shown }) =>
        shown.type === 'token' && shown.token.type === 'table' ? [(shown.token as Tokens.Table).rows.length] : [],
      );
      assert.equal(
        sizes.reduce((sum, rows) => sum + rows, 0),
        36,
      );
      assert.ok(Math.max(...sizes) * 10 <= maxCells, sizes.join());
    }
    const wide = `Words.\n\n${head(60)}${row(60)}\n- end`;
    assert.deepEqual(outline(wide), ['paragraph', 'plain', 'list']);
    assert.equal(
      segmentsOf(wide)
        .map(({ raw }) => raw)
        .join(''),
      wide,
    );
  });

  it('cuts a paragraph between words, and shows a paragraph without words as it is up to an empty line', () => {
    assert.deepEqual(kinds(words.repeat(300)), ['paragraph']);
    assert.deepEqual(kinds(`${'['.repeat(10_000)}\n\n- a`), ['plain', 'list']);
    assert.deepEqual(kinds(`${'['.repeat(10_000)}\n\`\`\`\na\n\`\`\``), ['plain', 'code']);
  });

  it('does not cut a character in two', () => {
    const text = '😀'.repeat(5_000);
    for (const { raw } of segmentsOf(text)) assert.equal(raw, '😀'.repeat(raw.length / 2));
  });
});
