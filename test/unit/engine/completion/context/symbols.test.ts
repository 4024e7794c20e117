import assert from 'node:assert/strict';
import { declarationHeight } from '../../../../../src/engine/completion/context/declaration';
import { diagnosticsNear } from '../../../../../src/engine/completion/context/diagnostics';
import { symbolsNear } from '../../../../../src/engine/completion/context/symbols';
import { document } from './fixtures';
import { clearance } from '../../privacy/released';

/** The symbols at the mark, as `name`, or `type of name`. */
function at(text: string): string[] {
  const before = text.slice(0, text.indexOf('█')).split('\n');
  const file = document('a', text.replace('█', ''));
  return symbolsNear(file, before.length - 1, before.at(-1)!.length).map((use) => {
    assert.ok(
      file
        .text(use.line, use.line + 1)
        .slice(use.character)
        .startsWith(use.name),
    );
    return use.wanted === 'type' ? `type of ${use.name}` : use.name;
  });
}

describe('symbolsNear', () => {
  const table: readonly [what: string, text: string, symbols: readonly string[]][] = [
    ['imported', "import { readOrder as read, other } from './orders';\n\nread(█);\nlocal();", ['read']],
    [
      'imported over several lines',
      'import {\n  first,\n  second,\n} from "x";\n\nsecond(first(█));',
      ['second', 'first'],
    ],
    ['imported in Python', 'from orders import read_order\n\nx = read_order(█)', ['read_order']],
    ['required', "const { read } = require('./orders');\nread(█)", ['read']],
    ['types', 'let a: Order = █;\nlet CONSTANT = 1;', ['Order']],
    ['the type of the name before the dot', 'function f(order: Order) {\n  order.█\n}', ['type of order', 'Order']],
    ['no members, no words in comments', 'import { read } from "x";\n// Order read\na.read.Order(█)', []],
    ['no more than six, the nearest first', 'let a: Aa1, b: Bb1;\nlet c: Cc1, d: Dd1, e: Ee1;\nf(Ff1, Gg1, █);', ['Ff1', 'Gg1', 'Cc1', 'Dd1', 'Ee1', 'Aa1']], // prettier-ignore
    ['nothing far away', `let a: Order;${'\n'.repeat(30)}█`, []],
  ];
  for (const [what, text, symbols] of table) it(`finds ${what}`, () => assert.deepEqual(at(text), symbols));
});

describe('declarationHeight', () => {
  const table: readonly [what: string, text: string, height: number][] = [
    ['a function', 'function f() {\n  a();\n\n  b();\n}\n\nfunction g() {}', 5],
    ['one with its parameters on lines of their own', 'function f(\n  a,\n) {\n  b();\n}\nc();', 5],
    ['a line', 'const a = 1;\nconst b = 2;', 1],
    ['a Python function', 'def f():\n    a()\n\n    b()\n\nc()', 4],
    ['a Ruby method', '  def f\n    a\n  end\n  def g\n  end', 3],
    ['a branch that goes on', 'if (a) {\n  b();\n} else {\n  c();\n}\nd();', 5],
    ['a member at the end of its class', '  read(): void;\n}', 1],
    ['a brace on a line of its own', 'void F()\n{\n  a();\n}\nvoid G()', 4],
  ];
  for (const [what, text, height] of table) {
    it(`ends where ${what} ends`, () => assert.equal(declarationHeight(text.split('\n')), height));
  }

  it('ends after 40 lines', () => {
    assert.equal(declarationHeight(['class A {', ...Array.from({ length: 99 }, () => '  a();')]), 40);
  });
});

describe('diagnosticsNear', () => {
  it('returns the four nearest, errors before warnings, a line each in the order of the file', () => {
    const problems = [10, 14, 16, 18, 20, 60].map(
      (line) => ({ line, severity: 'error', message: `e${line}` }) as const,
    );
    const warning = { line: 15, severity: 'warning', message: 'w' } as const;
    assert.deepEqual(diagnosticsNear([warning, ...problems], 15, clearance.release), ['line 15: e14', 'line 17: e16', 'line 19: e18', 'line 11: e10'].sort((a, b) => parseInt(a.slice(5)) - parseInt(b.slice(5)))); // prettier-ignore
    assert.deepEqual(diagnosticsNear([warning], 15, clearance.release), ['line 16: w']);
    const [long] = diagnosticsNear(
      [{ line: 0, severity: 'error', message: `a\n  b ${'x'.repeat(500)}` }],
      0,
      clearance.release,
    );
    assert.match(long!, /^line 1: a b x{195}…$/);
  });
});
