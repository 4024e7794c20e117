import assert from 'node:assert/strict';
import FakeTimers from '@sinonjs/fake-timers';
import { CodeBlock } from '../../../../../../src/webview/chat/markdown/nodes/codeBlock';
import { StreamingMarkdown } from '../../../../../../src/webview/chat/markdown/streamingMarkdown';
import { byRole, namesByRole } from '../../../accessible';
import { inBrowser } from '../../../dom';
import { recorded } from '../../../fixtures';

function drawn(source: string): HTMLElement {
  const markdown = new StreamingMarkdown(recorded().actions);
  markdown.update(source, true);
  document.body.replaceChildren(markdown.element);
  return markdown.element;
}

describe('appendText', () => {
  inBrowser();
  let clock: ReturnType<typeof FakeTimers.install>;
  beforeEach(() => (clock = FakeTimers.install({ toFake: ['setTimeout'] })));
  afterEach(() => clock.uninstall());

  const marked = {
    'an override in prose': ['a\u202eb', 'Hidden character: U+202E right-to-left override'],
    'an isolate in inline code': ['`a\u2066b`', 'Hidden character: U+2066 left-to-right isolate'],
    'an override in a block of code': [
      '```ts\nif (a) /*\u202e } */ {\n```',
      'Hidden character: U+202E right-to-left override',
    ],
    'a zero width space that is written as an entity': ['a&#8203;b', 'Hidden character: U+200B zero width space'],
    'several of one kind': ['a\u200b\u200b\u200bb', 'Hidden character: U+200B zero width space, 3 times'],
    'several of some kinds': ['a\u200b\u00adb', '2 hidden characters: U+200B zero width space, U+00AD soft hyphen'],
    'text written in tags': ['a\u{e0068}\u{e0069}b', 'Hidden text: hi'],
    'a pile of combining marks': [`a${'\u0301'.repeat(30)}`, 'Hidden character: U+0301, 30 times'],
    'a filler': ['a\u3164b', 'Hidden character: U+3164'],
    'a control character': ['a\u0007b', 'Hidden character: U+0007'],
    'one in raw HTML': ['<div>\u202e', 'Hidden character: U+202E right-to-left override'],
    'one in the words of a link': ['[a\u202e](https://a.test)', 'Hidden character: U+202E right-to-left override'],
    'one behind the opening fence': ['```ts \u202ea\nb\n```', 'Hidden character: U+202E right-to-left override'],
  } as const;
  for (const [what, [source, name]] of Object.entries(marked)) {
    it(`marks ${what}`, () => assert.deepEqual(namesByRole('img', drawn(source)), [name]));
  }

  it('counts hidden characters that are too many to mark each', () => {
    const text = 'a\u202e'.repeat(500);
    const element = drawn(text);
    assert.equal(namesByRole('img', element).length, 31);
    assert.equal(namesByRole('img', element).at(-1), '470 more hidden characters in what follows');
    assert.equal(element.textContent, text);
  });

  it('keeps hidden characters in the text, so that a copy has them too', () => {
    assert.equal(drawn('a\u202eb').textContent, 'a\u202eb');
  });

  it('leaves hidden characters of scripts and emoji alone', () => {
    for (const text of [
      'می‌خواهم',
      'क्‍ष',
      'שלום עולם',
      'مرحبا',
      '👩‍👩‍👧‍👦 ❤️ ☎︎ 1️⃣ 👍🏽',
      '\u{1f3f4}\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}',
      '葛\u{e0100}',
      'e\u0301 ệ',
    ]) {
      assert.deepEqual(namesByRole('img', drawn(text)), [], text);
      assert.equal(drawn(text).textContent, text);
    }
  });

  it('marks hidden characters that only pretend to belong to a script or an emoji', () => {
    for (const text of [
      'a\u200db',
      '😀\ufe0f\ufe01\ufe02',
      '\u{1f3f4}\u{e0068}\u{e0069}\u{e007f}',
      'a\ufe0f',
      'ن\u200c\u200c\u200c',
    ]) {
      assert.equal(namesByRole('img', drawn(text)).length, 1, JSON.stringify(text));
    }
  });

  it('lets a block of code copy hidden characters, count them, and leave them out of insertions', () => {
    const { actions, calls } = recorded();
    const block = new CodeBlock(actions);
    block.update('a\u202eb\u200b\u200bc', 'ts');
    document.body.replaceChildren(block.element);
    assert.equal(block.element.querySelector('.code-warning')?.textContent, '3 hidden characters, not inserted');
    byRole('button', 'Copy').click();
    byRole('button', 'Insert at Cursor').click();
    assert.deepEqual(calls, [
      ['copy', 'a\u202eb\u200b\u200bc'],
      ['insert', 'abc'],
    ]);
  });
});
