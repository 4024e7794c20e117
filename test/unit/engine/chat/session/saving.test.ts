import assert from 'node:assert/strict';
import { Saving } from '../../../../../src/engine/chat/session/saving';
import { StoreProblem, type StoreProblemKind } from '../../../../../src/engine/storage/storeProblem';
import { virtualClock } from '../../failover/fixtures';

const quiet = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

function saving() {
  const told: string[] = [];
  const made = new Saving(
    { clock: virtualClock(), log: quiet, warn: (message) => told.push(message) },
    () => {},
    () => {},
  );
  const fail = (kind: StoreProblemKind): boolean =>
    made.attempt(() => {
      throw new StoreProblem(kind);
    });
  return { made, told, fail };
}

describe('Saving', () => {
  it('tells a cause once', () => {
    const { made, told, fail } = saving();
    assert.deepEqual([fail('disk'), fail('disk')], [false, false]);
    assert.deepEqual(told, [new StoreProblem('disk').message]);
    assert.equal(made.problem, told[0]);
  });

  it('tells another cause, and the same again after a step that succeeded', () => {
    const { made, told, fail } = saving();
    fail('disk');
    fail('read-only');
    assert.equal(
      made.attempt(() => {}),
      true,
    );
    assert.equal(made.problem, '');
    fail('disk');
    assert.deepEqual(told, [
      new StoreProblem('disk').message,
      new StoreProblem('read-only').message,
      new StoreProblem('disk').message,
    ]);
  });

  it('takes nothing for saved where a step that holds others ends well and one of them failed, or none saved anything', () => {
    const { made, told, fail } = saving();
    for (let times = 0; times < 2; times += 1) made.reading(() => void fail('disk'));
    made.reading(() => {});
    assert.deepEqual(told, [new StoreProblem('disk').message]);
    assert.equal(made.problem, told[0]);
  });

  it('takes what was written within another step for saved at the end of that one', () => {
    const { made, told, fail } = saving();
    fail('disk');
    made.reading(() => {
      made.attempt(() => {});
      // A full disk may show only now.
      throw new StoreProblem('disk');
    });
    assert.deepEqual(told, [new StoreProblem('disk').message]);
    made.reading(() => void made.attempt(() => {}));
    assert.equal(made.problem, '');
  });
});
