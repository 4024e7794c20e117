import assert from 'node:assert/strict';
import { closeOpenMarks } from '../../../../../../src/webview/chat/markdown/parse/openMarks';

describe('closeOpenMarks', () => {
  const closings = {
    'a **bo': 'a **bo**',
    'a **bo*': 'a **bo**',
    'a **': 'a ',
    'a `co': 'a `co`',
    'a `': 'a ',
    'a `**` **b': 'a `**` **b**',
    'see [the do': 'see the do',
    'see [the docs](https://a.te': 'see the docs',
    'an ![ima': 'an ima',
    'see [docs](https://a.test) and': 'see [docs](https://a.test) and',
    '**a\n**b** c': '**a\n**b** c',
    '```js\nconst a = b[`**': '```js\nconst a = b[`**',
    '- ~~~\n  a[': '- ~~~\n  a[',
  };
  for (const [source, expected] of Object.entries(closings)) {
    it(`shows ${JSON.stringify(source)} as ${JSON.stringify(expected)}`, () =>
      assert.equal(closeOpenMarks(source), expected));
  }
});
