import { strict as assert } from 'node:assert';
import { Document } from '../../../../bench/completion/typing/file/document';
import { regionsOf } from '../../../../bench/completion/typing/file/region';
import { judge } from '../../../../bench/completion/typing/person/reader';
import type { Source } from '../../../../bench/completion/typing/file/source';
import { pairsOf } from '../../../../bench/completion/typing/file/pairs';
import { tokensOf } from '../../../../bench/completion/typing/file/tokens';
import { sources } from './sources';

describe('The document of the typing benchmark', () => {
  it('comes out as the file is, whatever the editor closes and indents by itself', () => {
    for (const source of sources) {
      for (const [index, region] of regionsOf(source, 3).entries()) {
        const missing = regionsOf(source, 3).slice(index + 1);
        const document = new Document(source, region, missing);
        for (let keys = 0; !document.isDone && keys < 10_000; keys += 1) document.type();
        assert.equal(document.tailText, '', source.path);
        assert.ok(document.before.endsWith(source.text.slice(region.start, region.end)), source.path);
      }
    }
  });

  it('closes brackets behind the cursor and types over them', () => {
    const document = write('call(', source('f();\ncall(one, two);\n'), 4);
    assert.equal(document.suffix, ')\n');
    const rest = write('one, two)', document);
    assert.equal(rest.suffix, '\n');
  });

  it('puts the closing brace on a line of its own and moves over it', () => {
    const document = write('if (a) {\n', source('x;\nif (a) {\n  b();\n}\nc;\n'), 2);
    assert.equal(document.before.split('\n').at(-1), '  ');
    assert.equal(document.suffix, '\n}\n');
    write('b();', document);
    assert.deepEqual(document.type(), { written: '', moved: true, closed: 0, overtyped: false });
    assert.equal(document.suffix, '\n');
  });

  it('tells a suggestion that doubles what stands behind the cursor from one that takes its place', () => {
    const document = write('call(', source('f();\ncall(one, two);\n'), 4);
    assert.deepEqual(judge(document, { text: 'one, two);', replaces: 0 }), { right: 10, whole: false, doubles: true });
    assert.deepEqual(judge(document, { text: 'one, two);', replaces: 1 }), { right: 10, whole: true, doubles: false });
    assert.deepEqual(judge(document, { text: 'one, two', replaces: 0 }), { right: 8, whole: true, doubles: false });
    assert.deepEqual(judge(document, { text: 'one, three', replaces: 0 }), { right: 6, whole: false, doubles: false });
  });
});

function source(text: string): Source {
  const tokens = tokensOf(text, 'typescript');
  return { index: 0, path: 'a.ts', languageId: 'typescript', origin: '', text, tokens, pairs: pairsOf(text, tokens) };
}

/** Writes from the given offset, or goes on, until the text before the cursor ends as given. */
function write(end: string, from: Source | Document, start = 0): Document {
  const document = from instanceof Document ? from : new Document(from, { start, end: from.text.length - 1 }, []);
  for (let keys = 0; keys < 100; keys += 1) {
    if (document.before.trimEnd().endsWith(end.trimEnd()) && keys > 0) break;
    document.type();
  }
  if (end.endsWith('\n')) document.type();
  return document;
}
