import assert from 'node:assert/strict';
import { marksOf, matchExpression, searchTerms, searchWords } from '../../../../../src/engine/chat/store/searchText';
import { snippetOf } from '../../../../../src/engine/chat/store/snippet';

describe('searchWords', () => {
  it('are small letters without accents and signs', () => {
    assert.equal(searchWords('Call `getUser(id_2)`, then Ärger à la ŁÓDŹ'), 'call getuser id 2 then arger a la łodz');
    assert.equal(searchWords('plain ASCII, fast: a_b'), 'plain ascii fast a b');
  });

  it('are single characters where a script has no spaces', () => {
    assert.equal(searchWords('用SQLite数据库'), '用 sqlite 数 据 库');
    assert.equal(searchWords('ひらカナ 한글 ไทย'.normalize('NFC')), 'ひ ら カ ナ 한 글 ไ ท ย');
  });

  it('are cut where nobody writes such a word', () => {
    assert.equal(searchWords('x'.repeat(500)), 'x'.repeat(48));
    assert.equal(searchWords('é'.repeat(500)), 'e'.repeat(48));
  });
});

describe('searchTerms', () => {
  const expressions = (query: string): readonly string[] => searchTerms(query).map(matchExpression);

  it('are the beginnings of words, and phrases of characters', () => {
    assert.deepEqual(expressions('Fail over'), ['"fail"*', '"over"*']);
    assert.deepEqual(expressions('数据库 迁移'), ['"数 据 库"', '"迁 移"']);
    assert.deepEqual(expressions('用sqlite数据'), ['"用"', '"sqlite"*', '"数 据"']);
  });

  it('are whole words where they are single letters', () => assert.deepEqual(expressions('C++ x'), ['"c"', '"x"']));

  it('can hold nothing of the language of the index', () => {
    assert.deepEqual(expressions('"a b" OR c* NEAR(d)'), ['"a"', '"b"', '"or"*', '"c"', '"near"*', '"d"']);
    assert.deepEqual(expressions('?! ""'), []);
  });
});

describe('marksOf', () => {
  const marked = (text: string, query: string): readonly string[] =>
    marksOf(text, searchTerms(query)).map(([from, to]) => text.slice(from, to));

  it('are the words as they stand in the text', () => {
    assert.deepEqual(marked('Ein Ärgernis, kein arger Fehler 👍 ärger', 'ärger'), ['Ärgernis', 'arger', 'ärger']);
    assert.deepEqual(marked('迁移数据库：数据与数据库', '数据库'), ['数据库', '数据库']);
  });
});

describe('snippetOf', () => {
  const terms = searchTerms('needle');

  it('is the place around the first mark of the first text that has one', () => {
    const long = `${'hay '.repeat(50)}the Needle\nis ${'here '.repeat(50)}`;
    const snippet = snippetOf(['nothing', long, 'a needle too'], terms);
    assert.match(snippet?.text ?? '', /^…hay .* the Needle is here .*…$/);
    assert.deepEqual(
      snippet?.marks.map(([from, to]) => snippet.text.slice(from, to)),
      ['Needle'],
    );
  });

  it('is undefined where no text has one', () => assert.equal(snippetOf(['hay', ''], terms), undefined));

  it('holds no half of a character', () => {
    const snippet = snippetOf([`${'😀'.repeat(25)} needle${'😀'.repeat(100)}`], terms);
    assert.doesNotMatch(snippet?.text ?? '', /^…[\uDC00-\uDFFF]|[\uD800-\uDBFF]…$/);
  });
});
