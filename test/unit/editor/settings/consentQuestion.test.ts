import assert from 'node:assert/strict';
import type * as Question from '../../../../src/editor/settings/consentQuestion';
import { provider } from '../fixtures';
import { loadWithEditor } from '../vscodeStub';

const asked: string[] = [];
let answer: string | undefined;
const editor = {
  window: {
    showInformationMessage: (message: string) => {
      asked.push(message);
      return Promise.resolve(answer);
    },
  },
};

const { consentQuestion } = loadWithEditor(editor, () =>
  require('../../../../src/editor/settings/consentQuestion'),
) as typeof Question;

describe('the question whether code may go to a vendor', () => {
  const { chat } = provider('Acme').link;

  it('takes nothing but Allow for a yes, and nothing but Never for a no', async () => {
    for (const [pressed, meant] of [
      ['Allow', 'allow'],
      ['Never', 'never'],
      ['Not now', undefined],
      [undefined, undefined],
    ] as const) {
      answer = pressed;
      assert.equal(await consentQuestion(chat), meant);
    }
  });

  it('can be read whatever a host calls itself, with the end that tells whose it is', async () => {
    asked.length = 0;
    const vendor = `ollama.com.${'you-know-it.'.repeat(20)}evil.example`;
    await consentQuestion({ ...chat, vendor, endpoint: `https://${'a.'.repeat(120)}last.example` });
    const [question = ''] = asked;
    assert.ok(question.length < 320, question);
    assert.match(question, /evil\.example \(.*last\.example\)/);
    assert.match(question, /Is that all right from now on\?$/);
  });
});
