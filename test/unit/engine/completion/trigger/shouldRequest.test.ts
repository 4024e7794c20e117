import assert from 'node:assert/strict';
import { shouldRequest } from '../../../../../src/engine/completion/trigger/shouldRequest';
import { at } from '../fixtures';

describe('shouldRequest', () => {
  const cases: readonly [what: string, file: string, byItself: boolean, whenAsked: boolean][] = [
    ['is the end of a line', 'return █\n}', true, true],
    ['is an empty line', '{\n  █\n}', true, true],
    ['is before what editors close by themselves', 'console.log("█");', true, true],
    ['is between tags', '<li>one█</li>', true, true],
    ['is between tags of tags', '<ns:ul><my-li>█</my-li></ns:ul>', true, true],
    ['is before the end of a tag that closes itself', '<Panel title="█" />', true, true],
    ['is not before another tag', '<li>█<b>one</b></li>', false, true],
    ['is not inside the word of a tag', '<li>one█two</li>', false, true],
    ['is not before a division', 'a █/ b', false, true],
    ['is not inside a word', 'ret█urn', false, true],
    ['is not before code', 'f(█a, b)', false, true],
    ['is not an empty file', '█', false, true],
    ['is not a file of blank lines', '\n  \n█\n', false, true],
    ['is not a line without end', `const data = "${'x'.repeat(2_000)}█`, false, false],
  ];
  for (const [what, file, byItself, whenAsked] of cases) {
    it(what, () => {
      assert.equal(shouldRequest({ cursor: at(file), explicit: false }), byItself);
      assert.equal(shouldRequest({ cursor: at(file), explicit: true }), whenAsked);
    });
  }

  it('accepts an empty cell below others', () => {
    assert.ok(shouldRequest({ cursor: { ...at('█'), above: 'total = 1\n\n' }, explicit: false }));
    assert.ok(!shouldRequest({ cursor: { ...at('█'), above: '\n' }, explicit: false }));
  });

  for (const path of ['.env', 'deploy/id_rsa', '/home/me/.aws/credentials', 'C:\\keys\\server.pem']) {
    it(`never accepts the secret file ${path}`, () => {
      for (const explicit of [false, true])
        assert.equal(shouldRequest({ cursor: at('KEY=█', { path }), explicit }), false);
    });
  }
});
