import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { StreamEvent } from '../../../../../src/engine/model/stream/stream';
import { ThoughtTags } from '../../../../../src/engine/providers/messages/thoughtTags';

/** What is shown as text and as thinking in the end. */
function parted(pieces: readonly string[]): readonly [text: string, thinking: string] {
  const tags = new ThoughtTags();
  let text = '';
  let thinking = '';
  const hear = (event: StreamEvent): void => {
    if (event.type === 'text') text += event.text;
    else if (event.type === 'thinking') thinking += event.text;
    else if (event.type === 'text-was-thinking') [text, thinking] = ['', thinking + text];
  };
  for (const piece of pieces) tags.push(piece).forEach(hear);
  tags.rest().forEach(hear);
  return [text, thinking];
}

const cases: readonly (readonly [name: string, whole: string, text: string, thinking: string])[] = [
  ['in tags', '<think>I add.</think>The sum is 5.', 'The sum is 5.', 'I add.'],
  ['behind white space, with white space behind', '\n <think>I add.</think>\n\nThe sum', 'The sum', 'I add.'],
  ['that are never closed', '<think>I add. <', '', 'I add. <'],
  ['of nothing', '<think></think>\n\nFive.', 'Five.', ''],
  ['whose beginning is missing', 'I add.</think>\n\nThe sum is 5.', 'The sum is 5.', 'I add.'],
  ['in tags of other names', '<thinking>a</thinking>b', 'b', 'a'],
  ['of Gemini', '<thought>a</thought>b', 'b', 'a'],
  ['of Magistral', '[THINK]a[/THINK]b', 'b', 'a'],
  ['of Seed', '<seed:think>a</seed:think>b', 'b', 'a'],
  ['of Gemma', '<|channel>thought\na<channel|>b', 'b', 'a'],
  ['of gpt-oss', '<|channel|>analysis<|message|>a<|end|><|start|>assistant<|channel|>final<|message|>b', 'b', 'a'],
];

const plain = [
  'Use the <think> tag.',
  'Use the `</think>` tag.',
  'Code:\n```html\n<think>a</think>\n```\nand <b>more</b>',
  '```\n</think>\n```',
  '`<think>` begins, `</think>` ends',
  'It writes <think>a</think> first.',
  'a < b && c </ d <t',
  '[link](x) <',
  '<thin',
  '  indented\n',
];

describe('ThoughtTags', () => {
  for (const [name, whole, text, thinking] of cases) {
    it(`are parted from it: ${name}, cut anywhere`, () => {
      for (let cut = 0; cut <= whole.length; cut += 1) {
        assert.deepEqual(parted([whole.slice(0, cut), whole.slice(cut)]), [text, thinking], `cut at ${cut}`);
      }
      assert.deepEqual(parted(Array.from(whole)), [text, thinking]);
    });
  }

  for (const whole of plain) {
    it(`are none in ${JSON.stringify(whole)}`, () => {
      for (let cut = 0; cut <= whole.length; cut += 1) {
        assert.deepEqual(parted([whole.slice(0, cut), whole.slice(cut)]), [whole, ''], `cut at ${cut}`);
      }
    });
  }

  it('lose and double nothing, however the text is parted', () => {
    const piece = fc.constantFrom('<', '>', 'think', '</think>', '<think>', 'a', '\n', '`', '```\n', '</', 'th');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        assert.deepEqual(parted(pieces), parted([pieces.join('')]));
      }),
    );
  });

  it('cost no more time than the text is long', () => {
    const startedAt = performance.now();
    parted([`a${'<think>'.repeat(20_000)}`, '<'.repeat(200_000)]);
    assert.ok(performance.now() - startedAt < 2_000);
  });
});
