import { strict as assert } from 'node:assert';
import type { Exchange } from '../../../../bench/completion/typing/model/backEnd';
import { isStale } from '../../../../bench/completion/typing/trial/stale';

const following = '\n\nexport default all;\n';

/** Judges a text that is shown behind `before`, where one answer was given, for the place behind `asked`. */
function judged(asked: string, raw: string, before: string, text: string): boolean {
  const request = { prefix: asked, suffix: `'${following}`, maxTokens: 100, stop: [] };
  const exchange: Exchange = { request, raw, inputTokens: 1, outputTokens: 1, isFree: false };
  return isStale({ before, following }, { text, replaces: 0 }, [exchange]);
}

describe('What the typing benchmark calls stale', () => {
  it('is not what an answer says of the place', () => {
    assert.equal(judged('import {', ' Kind }', 'import {', ' Kind'), false);
  });

  it('is not the rest of what was typed along', () => {
    assert.equal(judged("from '", './shared', "from '.", '/shared'), false);
  });

  it('is not the rest of an answer that begins with what stands before its place', () => {
    assert.equal(judged("from '", "'./shared", "from '.", '/shared'), false);
    assert.equal(judged('  /', '/*\n   * Adds.\n   */', '  /*', '\n   * Adds.'), false);
    assert.equal(judged('const total = ', 'const total = a + b;', 'const total = a', ' + b;'), false);
  });

  it('is what no answer says', () => {
    assert.equal(judged("from '", './shared', "from '.", '/errors'), true);
    assert.equal(judged("from '", "'./shared", "from '.", './shared'), true);
  });

  it('is the rest of an answer that says something else than what was typed', () => {
    assert.equal(judged("from '", './shared', "from '@", '/shared'), true);
    assert.equal(judged("from '", "'./shared", "from '@", '/shared'), true);
  });

  it('is an answer for another place', () => {
    assert.equal(judged("from '", './shared', "import '.", '/shared'), true);
  });
});
