import assert from 'node:assert/strict';
import { editAnswer } from '../../../../../src/engine/edit/inline/answer/editAnswer';
import type { AnswerForm } from '../../../../../src/engine/edit/inline/request/editRequest';
import type { EditSource } from '../../../../../src/engine/edit/inline/request/editSource';

const text = 'class A {\n  run() {\n    go();\n    stop();\n  }\n}\n';
const lines = text.trimEnd().split('\n');

function source(changes: Partial<EditSource> = {}): EditSource {
  return {
    path: 'a.ts',
    languageId: 'typescript',
    text,
    region: { from: 2, to: 4 },
    indentation: { type: 'spaces', size: 2 },
    ...changes,
  };
}

function form(changes: Partial<AnswerForm> = {}): AnswerForm {
  const region = lines.slice(2, 4);
  return { mark: 'region', region, seen: region, above: lines.slice(0, 2), below: lines.slice(4), ...changes };
}

function read(answer: string, reason: 'stop' | 'length' = 'stop'): unknown {
  const found = editAnswer(answer, reason, form(), source());
  return found.type === 'lines' ? found.lines : found.type;
}

describe('the answer to an inline edit', () => {
  const wanted = ['    go(1);', '    stop();'];

  it('is what stands between the marks, also with prose around them, a fence in them, and CRLF', () => {
    const marked = '<region>\n    go(1);\n    stop();\n</region>';
    assert.deepEqual(read(marked), wanted);
    assert.deepEqual(read(`Here is it:\n\n${marked}\n\nI gave go a number.`), wanted);
    assert.deepEqual(read('<region>\n```ts\n    go(1);\n    stop();\n```\n</region>'), wanted);
    assert.deepEqual(read(marked.replaceAll('\n', '\r\n')), wanted);
    assert.deepEqual(read(`It stands between <region> and </region>:\n${marked}`), wanted);
  });

  it('may be no line, one empty line, and lines that are only white space', () => {
    assert.deepEqual(read('<region>\n</region>'), []);
    assert.deepEqual(read('<region></region>'), []);
    assert.deepEqual(read('<region>\n\n</region>'), ['']);
    assert.deepEqual(read('<region>\n    go();\n\n</region>'), ['    go();', '']);
  });

  it('is taken from the one code block where the marks are missing', () => {
    assert.deepEqual(read('Sure:\n```ts\n    go(1);\n    stop();\n```\nDone.'), wanted);
    assert.equal(read('```ts\na\n```\nor\n```ts\nb\n```'), 'wrong-shape');
    assert.equal(read('```ts\n    go(1);\n'), 'wrong-shape');
  });

  it('is refused where it has no end, no form, or two regions', () => {
    assert.equal(read('<region>\n    go(1);\n'), 'wrong-shape');
    assert.equal(read('<region>\n    go(1);\n', 'length'), 'cut-off');
    assert.equal(read('You should call go(1).'), 'wrong-shape');
    assert.equal(read('<region>\na\n</region>\nor\n<region>\nb\n</region>'), 'wrong-shape');
  });

  it('loses what was shown around the region only where all of it is repeated', () => {
    const whole = [...lines.slice(0, 2), ...wanted, ...lines.slice(4)].join('\n');
    assert.deepEqual(read(`<region>\n${whole}\n</region>`), wanted);
    const half = [...lines.slice(0, 2), ...wanted].join('\n');
    assert.deepEqual(read(`<region>\n${half}\n</region>`), [...lines.slice(0, 2), ...wanted]);
  });

  it('gets the indentation back that every line of it has lost, and keeps a fence that was there', () => {
    assert.deepEqual(read('<region>\ngo(1);\n\nif (a) {\n  stop();\n}\n</region>'), [
      '    go(1);',
      '',
      '    if (a) {',
      '      stop();',
      '    }',
    ]);
    assert.deepEqual(read('<region>\n  go(1);\n    stop();\n</region>'), ['  go(1);', '    stop();']);
    const fenced = form({ region: ['```ts', 'a', '```'], seen: ['```ts', 'a', '```'] });
    assert.deepEqual(editAnswer('<region>\n```ts\nb\n```\n</region>', 'stop', fenced, source()), {
      type: 'lines',
      lines: ['```ts', 'b', '```'],
    });
  });

  it('is indented as the file is, by tabs or by spaces', () => {
    const tabs = source({ text: 'a {\n\tb\n}\n', region: { from: 1, to: 2 }, indentation: { type: 'tabs' } });
    const inTabs = form({ region: ['\tb'], seen: ['\tb'] });
    assert.deepEqual(editAnswer('<region>\n    b {\n        c\n    }\n</region>', 'stop', inTabs, tabs), {
      type: 'lines',
      lines: ['\tb {', '\t\tc', '\t}'],
    });
    assert.deepEqual(read('<region>\n\t\tgo(1);\n\t\tstop();\n</region>'), wanted);
  });

  it('gets the secrets back that were masked, and is refused where it changes one', () => {
    const region = ['  key: "sk-secret",', '  name: "a",'];
    const masked = form({ region, seen: ['  key: "***",', '  name: "a",'] });
    const answer = (inner: string): unknown => editAnswer(`<region>\n${inner}\n</region>`, 'stop', masked, source());
    assert.deepEqual(answer('  name: "b",\n    key: "***",'), {
      type: 'lines',
      lines: ['  name: "b",', '    key: "sk-secret",'],
    });
    assert.deepEqual(answer('  apiKey: "***",'), { type: 'secret-changed' });
    const two = form({ region: ['k: "one"', 'k: "two"'], seen: ['k: "***"', 'k: "***"'] });
    assert.deepEqual(editAnswer('<region>\nk: "***"\n</region>', 'stop', two, source()), { type: 'secret-changed' });
  });
});
