import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Finding } from '../../../src/engine/edit/review/finding';
import { FindingParser } from '../../../src/engine/edit/review/findingParser';

/** Each finding is of a line of its own, as the answer of a model would be. */
const anyFindings = fc
  .array(
    fc.record({
      severity: fc.constantFrom('error' as const, 'warning' as const, 'info' as const),
      what: fc.lorem({ maxCount: 8 }),
      why: fc.lorem({ maxCount: 20 }),
      fix: fc.option(fc.record({ search: fc.lorem({ maxCount: 3 }), replace: fc.lorem({ maxCount: 3 }) })),
    }),
    { minLength: 1, maxLength: 4 },
  )
  .map((all): readonly Finding[] =>
    all.map(({ fix, ...rest }, index) => ({
      path: `src/file${index % 2}.ts`,
      quote: `  call${index}(${index});`,
      ...rest,
      ...(fix ? { fix: { search: `call${index} ${fix.search}`, replace: `call${index} ${fix.replace}` } } : {}),
    })),
  );

function written({ path, severity, quote, what, why, fix }: Finding): string {
  const block = fix ? `<<<<<<< SEARCH\n${fix.search}\n=======\n${fix.replace}\n>>>>>>> REPLACE\n` : '';
  return `### FINDING\nFILE: ${path}\nSEVERITY: ${severity}\nQUOTE: ${quote}\nWHAT: ${what}\nWHY: ${why}\n${block}### END\n`;
}

function read(pieces: readonly string[], isWhole = true): readonly Finding[] {
  const parser = new FindingParser();
  for (const piece of pieces) parser.push(piece);
  return parser.end(isWhole);
}

const anyProse = fc.constantFrom('', 'I looked at it.\n', '\n\n---\n', '```\n', '## Summary\n\nWHAT: nothing.\n');

describe('the findings of any answer', () => {
  it('are those that were written, in whatever pieces they come', () => {
    fc.assert(
      fc.property(anyFindings, anyProse, fc.array(fc.integer({ min: 1, max: 40 })), (findings, prose, sizes) => {
        const text = prose + findings.map(written).join(prose) + prose;
        const pieces: string[] = [];
        let at = 0;
        for (let index = 0; at < text.length; index += 1) {
          const size = sizes[index % Math.max(sizes.length, 1)] ?? 1;
          pieces.push(text.slice(at, at + size));
          at += size;
        }
        assert.deepEqual(read(pieces), findings);
      }),
    );
  });

  it('are never more after a piece was read than there are whole ones', () => {
    fc.assert(
      fc.property(anyFindings, (findings) => {
        const parser = new FindingParser();
        let text = '';
        for (const char of findings.map(written).join('')) {
          parser.push(char);
          text += char;
          assert.equal(parser.findings.length, text.split('### END\n').length - 1);
        }
      }),
      { numRuns: 20 },
    );
  });

  const goesOn: Readonly<Record<string, (text: string, cut: number) => string>> = {
    'at the very place': (text, cut) => text.slice(cut),
    'from the beginning of the finding that was cut': (text, cut) =>
      text.slice(Math.max(text.lastIndexOf('### FINDING', cut), 0)),
    'from the finding before': (text, cut) => {
      const own = text.lastIndexOf('### FINDING', cut);
      return text.slice(Math.max(text.lastIndexOf('### FINDING', own - 1), 0));
    },
    'from the beginning, with words of its own': (text) => `\nHere is the review:\n\n${text}`,
  };
  for (const [how, rest] of Object.entries(goesOn)) {
    it(`are each one where an answer is cut anywhere and another goes on ${how}`, () => {
      fc.assert(
        fc.property(anyFindings, (findings) => {
          const text = findings.map(written).join('');
          for (let cut = 0; cut <= text.length; cut += 1)
            assert.deepEqual(read([text.slice(0, cut), rest(text, cut)]), findings, text.slice(0, cut));
        }),
        { numRuns: 10 },
      );
    });
  }

  it('are only whole ones where an answer is cut and nobody goes on', () => {
    fc.assert(
      fc.property(anyFindings, fc.nat(), (findings, at) => {
        const text = findings.map(written).join('');
        const cut = at % text.length;
        const found = read([text.slice(0, cut)], false);
        assert.deepEqual(found, findings.slice(0, found.length));
        assert.equal(found.length, text.slice(0, cut).split('### END').length - 1);
      }),
    );
  });
});
