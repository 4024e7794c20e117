import assert from 'node:assert/strict';
import { EmptyCompletionDetector } from '../../../../../src/engine/completion/statistics/emptyCompletionDetector';
import { silentLog } from '../../../../../src/engine/model/log';
import { route } from '../../failover/fixtures';
import { done, says, world } from '../engine/engineWorld';

const [alpha, beta] = [route('alpha'), route('beta')];

function emptyCompletions(): { blank: EmptyCompletionDetector; told: string[]; changes: () => number } {
  const told: string[] = [];
  const blank = new EmptyCompletionDetector({ ...silentLog, warn: (line) => told.push(line) });
  let changes = 0;
  blank.onDidChange(() => (changes += 1));
  return { blank, told, changes: () => changes };
}

describe('EmptyCompletionDetector', () => {
  it('warns once of twenty empty answers in a row', () => {
    const { blank, told, changes } = emptyCompletions();
    for (let count = 0; count < 19; count += 1) blank.answered(alpha, true);
    assert.equal(blank.areAllEmpty(alpha.id), false);
    blank.answered(alpha, true);
    blank.answered(alpha, true);
    assert.equal(blank.areAllEmpty(alpha.id), true);
    assert.equal(changes(), 1);
    assert.equal(told.length, 1);
  });

  it('forgets them with the first answer that can be shown', () => {
    const { blank, changes } = emptyCompletions();
    for (let count = 0; count < 20; count += 1) blank.answered(alpha, true);
    blank.answered(alpha, false);
    assert.equal(blank.areAllEmpty(alpha.id), false);
    assert.equal(changes(), 2);
  });

  it('counts each model by itself', () => {
    const { blank } = emptyCompletions();
    for (let count = 0; count < 20; count += 1) blank.answered(count % 2 === 0 ? alpha : beta, true);
    assert.equal(blank.areAllEmpty(alpha.id), false);
    assert.equal(blank.areAllEmpty(beta.id), false);
  });

  it('counts answers of which nothing can be shown, and no failures', async () => {
    const heard: [string, boolean][] = [];
    const made = world([], { onAnswer: ({ id }, isEmptyText) => heard.push([id, isEmptyText]) });
    made.answers.push(
      [done()],
      [says('  \n'), done()],
      [says('a + b;\n'), done()],
      [{ type: 'cancelled', attempts: [] }],
    );
    for (const name of ['a', 'b', 'c', 'd']) await made.ask(`${name} = █`);
    assert.deepEqual(heard, [
      [alpha.id, true],
      [alpha.id, true],
      [alpha.id, false],
    ]);
  });
});
