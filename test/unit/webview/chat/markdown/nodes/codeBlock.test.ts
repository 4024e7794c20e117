import assert from 'node:assert/strict';
import FakeTimers from '@sinonjs/fake-timers';
import fc from 'fast-check';
import { CodeBlock } from '../../../../../../src/webview/chat/markdown/nodes/codeBlock';
import { highlighted, languageName } from '../../../../../../src/webview/chat/markdown/nodes/highlight';
import { byRole, namesByRole } from '../../../accessible';
import { inBrowser } from '../../../dom';
import { recorded } from '../../../fixtures';

const languages = ['ts', 'python', 'html', 'sh', 'diff'];

function textOf(nodes: readonly Node[]): string {
  return nodes.map((node) => node.textContent).join('');
}

function shown(code: string, info: string): { element: HTMLElement; calls: readonly unknown[] } {
  const { actions, calls } = recorded();
  const block = new CodeBlock(actions);
  block.update(code, info);
  document.body.append(block.element);
  return { element: block.element, calls };
}

describe('CodeBlock', () => {
  inBrowser();
  let clock: ReturnType<typeof FakeTimers.install>;
  beforeEach(() => (clock = FakeTimers.install({ toFake: ['setTimeout'] })));
  afterEach(() => clock.uninstall());

  const code = 'const a = "<b>&amp;";\n\n\treturn  a;  ';

  it('hands over exactly its code, to the clipboard, to the editor and to be applied', () => {
    const { element, calls } = shown(code, 'ts');
    assert.deepEqual(namesByRole('button', element), ['Apply', 'Insert at Cursor', 'Copy']);
    byRole('button', 'Copy').click();
    byRole('button', 'Insert at Cursor').click();
    byRole('button', 'Apply').click();
    assert.deepEqual(calls, [
      ['copy', code],
      ['insert', code],
      ['apply', code],
    ]);
  });

  it('says for a moment that it was copied, under the same name', () => {
    const { element } = shown(code, 'ts');
    const copy = byRole('button', 'Copy', element);
    copy.click();
    assert.ok(copy.matches('.is-confirmed'));
    assert.deepEqual(namesByRole('button', element), ['Apply', 'Insert at Cursor', 'Copy']);
    clock.tick(1_500);
    assert.ok(!copy.matches('.is-confirmed'));
    assert.equal(copy.querySelectorAll('svg').length, 1);
  });

  it('names its language by the first word after the fence', () => {
    const names = { ts: 'TypeScript', ' c++ title="a"': 'C++', 'brainfuck x': 'brainfuck', '': '', '<b>': '' };
    for (const [info, name] of Object.entries(names)) {
      assert.equal(shown('x', info).element.querySelector('.code-language')?.textContent, name, info);
    }
    assert.equal(languageName('html'), 'HTML');
  });

  it('is coloured by scopes, also of a language inside another', () => {
    const { element } = shown('<script>const a = 1;</script>', 'html');
    const scopes = [...element.querySelectorAll('code span')].map((span) => `${span.className} ${span.textContent}`);
    assert.ok(scopes.includes('hljs-keyword const'), scopes.join());
    assert.ok(scopes.includes('hljs-number 1'), scopes.join());
    assert.ok(shown('f()', 'js').element.querySelector('.hljs-title.function_'));
  });

  it('keeps its text to the letter', () => {
    const pieces = [
      '<',
      '>',
      '&amp;',
      '"',
      "'",
      '`',
      '${',
      '}',
      '{',
      '\n',
      '\t',
      '//',
      '/*',
      '*/',
      '<script>',
      'class A',
    ];
    const anyCode = fc.oneof(
      fc.array(fc.constantFrom(...pieces, '</script>', '<?php', '# ', '- ', 'return 1;', '😀'), { maxLength: 20 }),
      fc.array(fc.string({ unit: 'binary-ascii' }), { maxLength: 3 }),
    );
    fc.assert(
      fc.property(anyCode, fc.constantFrom(...languages, 'unknown'), (parts, language) => {
        assert.equal(textOf(highlighted(parts.join(''), language)), parts.join(''));
      }),
      { numRuns: 50 },
    );
  });

  it('is plain when its language is unknown or colouring would take too long', () => {
    const long = 'const a = 1;\n'.repeat(8_000);
    for (const [source, language] of [
      [code, 'unknown'],
      [code, ''],
      [long, 'ts'],
    ] as const) {
      const nodes = highlighted(source, language);
      assert.equal(nodes.length, 1);
      assert.equal(nodes[0]?.nodeType, document.TEXT_NODE);
      assert.equal(textOf(nodes), source);
    }
  });
});
