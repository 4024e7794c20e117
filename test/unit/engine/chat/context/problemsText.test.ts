import assert from 'node:assert/strict';
import { type ProblemReport, problemsText } from '../../../../../src/engine/chat/context/problemsText';

const report = (changes: Partial<ProblemReport>): ProblemReport => ({
  ...{
    path: 'a.ts',
    line: 3,
    column: 5,
    severity: 'error',
    message: 'It is wrong.',
    origin: 'ts 2304',
    code: '  x = y;',
  },
  ...changes,
});

describe('problemsText', () => {
  it('is the worst first, each with its line', () => {
    const text = problemsText([
      report({ severity: 'warning', path: 'b.ts', origin: '', code: '' }),
      report({ line: 9, message: 'First.\n  Second.' }),
      report({}),
    ]);
    assert.equal(
      text,
      'a.ts:3:5 error (ts 2304): It is wrong.\n    x = y;\na.ts:9:5 error (ts 2304): First. Second.\n    x = y;\nb.ts:3:5 warning: It is wrong.',
    );
  });

  it('shows the beginning of a long line', () => {
    assert.ok(problemsText([report({ code: 'x'.repeat(5_000) })]).length < 400);
  });
});
