import assert from 'node:assert/strict';
import { withAutoClosed } from '../../../../../src/engine/completion/postprocess/autoClosedBrackets';
import { at } from '../fixtures';

describe('withAutoClosed', () => {
  const cases: readonly (readonly [
    what: string,
    file: string,
    autoClosed: number,
    text: string,
    shown: string | undefined,
    replaces: number,
  ])[] = [
    ['takes their place', 'f(█)', 1, 'a, b);', 'a, b);', 1],
    ['takes the place of as many as it writes', 'f(a, [█])', 2, 'b]', 'b]', 1],
    ['takes the place of a quote', "a = '█'", 1, "x';", "x';", 1],
    ['takes the place of none that it does not write', 'f(█)', 1, 'a, b', 'a, b', 0],
    ['ends before one on a line below', 'if (a) {\n  █\n}', 1, 'b();\n}\nc();', 'b();', 0],
    [
      'ends before one on a line below, also behind blocks of its own',
      '{\n  █\n}',
      1,
      'if (b) {\n    c();\n  }\n}',
      'if (b) {\n    c();\n  }',
      0,
    ],
    ['is undefined where it is that bracket only', 'if (a) {\n  b();█\n}', 1, '\n}', undefined, 0],
    ['is left as it is where nothing was closed', 'f(█)', 0, 'a);', 'a);', 0],
  ];
  for (const [what, file, autoClosed, text, shown, replaces] of cases) {
    it(what, () => {
      const suggestion = withAutoClosed({ text, replaces: 0 }, autoClosed, at(file));
      assert.deepEqual(suggestion, shown === undefined ? undefined : { text: shown, replaces });
    });
  }
});
