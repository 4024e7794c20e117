import assert from 'node:assert/strict';
import { alpha, answerOf, asks, done, says } from '../../../engine/chat/fixtures';
import { allByRole, byRole, namesByRole } from '../../accessible';
import { inBrowser } from '../../dom';
import { shownAnswer } from './shownAnswer';

describe('the code of an answer', () => {
  inBrowser();
  const buttonsIn = (element: Element): readonly HTMLElement[] =>
    allByRole('button', element).flatMap((found) => (found.name === 'Apply' ? [found.element] : []));

  it('can be applied once the answer has ended, and its buttons say before why not', () => {
    const code = '```ts\nconst a = 1;\n```\n\nor\n\n```ts\nconst a = 1;\n```\n';
    const events = [asks(alpha), says(code)];
    const { box, calls } = shownAnswer(answerOf(...events));
    const buttons = (): readonly HTMLElement[] => buttonsIn(box.element);
    assert.deepEqual(
      buttons().map((each) => [each.getAttribute('aria-disabled'), each.title]),
      Array.from({ length: 2 }, () => ['true', 'The answer is still being written.']),
    );
    for (const each of buttons()) each.click();
    assert.deepEqual(calls, []);
    assert.ok(!namesByRole('button', box.element).includes('Apply all (2)'));
    box.update(answerOf(...events, done()), true, { blocks: 2, isCut: false });
    assert.ok(buttons().every((each) => each.getAttribute('aria-disabled') === 'false'));
    for (const each of buttons()) each.click();
    byRole('button', 'Apply all (2)', box.element).click();
    assert.deepEqual(calls, [
      ['apply block', '1', 'const a = 1;', 0],
      ['apply block', '1', 'const a = 1;', 1],
      ['apply all', '1'],
    ]);
  });

  it('cannot be applied where the answer ends in the middle of it', () => {
    const { box, calls } = shownAnswer(answerOf(asks(alpha), says('```ts\na\n```\n\n```ts\nb'), done()));
    box.update(answerOf(asks(alpha), says('```ts\na\n```\n\n```ts\nb'), done()), true, {
      blocks: 1,
      isCut: true,
    });
    const [whole, cut] = buttonsIn(box.element);
    assert.equal(cut?.title, 'The answer ends in the middle of this code.');
    cut.click();
    whole?.click();
    assert.deepEqual(calls, [['apply block', '1', 'a', 0]]);
  });
});
