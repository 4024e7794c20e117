import assert from 'node:assert/strict';
import { StreamingMarkdown } from '../../../../../src/webview/chat/markdown/streamingMarkdown';
import { byRole, namesByRole } from '../../accessible';
import { inBrowser } from '../../dom';
import { recorded, stepByStep } from '../../fixtures';

function drawnAtOnce(source: string): string {
  const markdown = new StreamingMarkdown(recorded().actions);
  markdown.update(source, true);
  return markdown.element.innerHTML;
}

describe('StreamingMarkdown', () => {
  inBrowser();

  it('redraws an end that was taken back and written differently', () => {
    const markdown = new StreamingMarkdown(recorded().actions);
    const [first, second] = ['Kept.\n\nOne way.\n\n- a\n- b', 'Kept.\n\nOther **way**.\n\n1. c'];
    for (const source of [first, '', second]) markdown.update(source, false);
    markdown.update(second, true);
    assert.equal(markdown.element.innerHTML, drawnAtOnce(second));
    markdown.update(first, false);
    markdown.update(second, false);
    assert.equal(markdown.element.innerHTML, drawnAtOnce(second));
  });

  it('hands over code as a whole, however much of it is not drawn yet', () => {
    const { actions, calls } = recorded();
    const { timing, tasks } = stepByStep();
    const markdown = new StreamingMarkdown({ ...actions, drawAll: () => markdown.drawAll() }, timing);
    document.body.replaceChildren(markdown.element);
    const code = Array.from({ length: 5_000 }, (_, index) => `const value${index} = ${index};`).join('\n');
    markdown.update(`Here:\n\n\`\`\`ts\n${code}\n\`\`\`\n`, true);
    while (!markdown.element.querySelector('code')) tasks.shift()?.();
    assert.ok(!markdown.element.querySelector('code')?.textContent.includes('value4999'));
    for (const name of ['Apply', 'Insert at Cursor']) byRole('button', name).click();
    assert.deepEqual(calls, [
      ['apply', code],
      ['insert', code],
    ]);
  });

  it('looks at no block before a new seam', () => {
    const { timing, finish } = stepByStep();
    const markdown = new StreamingMarkdown(recorded().actions, timing);
    document.body.replaceChildren(markdown.element);
    const text = Array.from({ length: 300 }, (_, index) => `Paragraph ${index} of the answer.\n\n`).join('');
    markdown.update(text, false);
    finish();
    const measured: Element[] = [];
    for (const paragraph of markdown.element.querySelectorAll('p')) {
      const find = Reflect.get(paragraph, 'getElementsByTagName') as (name: string) => unknown;
      const value = (name: string): unknown => {
        measured.push(paragraph);
        return find.call(paragraph, name);
      };
      Object.defineProperty(paragraph, 'getElementsByTagName', { value });
    }
    const element = document.createElement('span');
    markdown.update(`${text}More.`, false, [{ at: text.length, element, writer: 1 }]);
    finish();
    assert.ok(measured.length < 60, `${measured.length} paragraphs`);
    assert.equal(markdown.element.querySelectorAll('[data-writer="1"]').length, 1);
    assert.equal(markdown.element.querySelectorAll('p').length, 301);
  });

  it('goes on with a list, a table and a quotation before their next part looks like one', () => {
    const grown = {
      '1. one\n\n2. two\n\n3. three': 'ol',
      '| a |\n|---|\n| b |\n| c |': '.table',
      '> a\n> b': 'blockquote',
    };
    for (const [source, part] of Object.entries(grown)) {
      const markdown = new StreamingMarkdown(recorded().actions);
      for (let length = 1; length <= source.length; length += 1) {
        markdown.update(source.slice(0, length), false);
        assert.ok(markdown.element.querySelectorAll(part).length <= 1, source.slice(0, length));
      }
    }
  });

  it('shows indented code as it stands while it grows', () => {
    const markdown = new StreamingMarkdown(recorded().actions);
    for (const source of ['    a[', '    a[`', '    a[`b']) {
      markdown.update(source, false);
      assert.equal(markdown.element.querySelector('code')?.textContent, source.trimStart());
    }
  });

  it('keeps the elements of settled blocks', () => {
    const markdown = new StreamingMarkdown(recorded().actions);
    markdown.update('# Title\n\nFirst.\n\nSecond.\n\nThi', false);
    const [title, first] = [...markdown.element.children];
    markdown.update('# Title\n\nFirst.\n\nSecond.\n\nThird.\n\nFourth.', false);
    markdown.update('# Title\n\nFirst.\n\nSecond.\n\nThird.\n\nFourth. End.', true);
    assert.equal(markdown.element.children[0], title);
    assert.equal(markdown.element.children[1], first);
    assert.equal(markdown.element.children.length, 5);
  });

  it('shows code as code before its fence is closed, and keeps its buttons while it grows', () => {
    const markdown = new StreamingMarkdown(recorded().actions);
    document.body.append(markdown.element);
    markdown.update('Look:\n\n```ts\nconst a = `**x[', false);
    const block = markdown.element.querySelector('.code-block')!;
    const [button] = block.querySelectorAll('button');
    assert.equal(block.querySelector('code')?.textContent, 'const a = `**x[');
    assert.deepEqual(namesByRole('button', block), ['Apply', 'Insert at Cursor', 'Copy']);
    button!.focus();
    markdown.update('Look:\n\n```ts\nconst a = `**x[0]`;\nconst', false);
    markdown.update('Look:\n\n```ts\nconst a = `**x[0]`;\nconst b = 2;\n```\n\nThat is it.', true);
    assert.equal(markdown.element.querySelector('.code-block'), block);
    assert.equal(block.querySelector('code')?.textContent, 'const a = `**x[0]`;\nconst b = 2;');
    assert.ok(document.activeElement === button);
  });

  it('shows open bold, code and links as if they were closed', () => {
    const markdown = new StreamingMarkdown(recorded().actions);
    const growth = {
      'a **bo': '<p>a <strong>bo</strong></p>',
      'a **bold** `co': '<p>a <strong>bold</strong> <code>co</code></p>',
      'a **bold** `code` [li': '<p>a <strong>bold</strong> <code>code</code> li</p>',
    };
    for (const [source, expected] of Object.entries(growth)) {
      markdown.update(source, false);
      assert.equal(markdown.element.innerHTML, expected);
    }
  });
});
