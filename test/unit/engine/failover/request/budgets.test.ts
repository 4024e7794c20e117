import assert from 'node:assert/strict';
import type { AnswerEvent } from '../../../../../src/engine/failover/api/answer';
import { problemOf } from '../../../../../src/engine/failover/api/problem';
import { failureClause } from '../../../../../src/engine/model/failure/failureText';
import type { ModelTraits } from '../../../../../src/engine/model/route/route';
import { engine, link, type Script, scripted } from '../engine';

const price = { input: 1, output: 1 };

/** Answers, and reports tokens for so many dollars. */
function costing(dollars: number): Script {
  return async function* () {
    await Promise.resolve();
    yield { type: 'text', text: 'one' };
    yield { type: 'usage', usage: { inputTokens: 0, outputTokens: dollars * 1e6 } };
    yield { type: 'done', reason: 'stop' };
  };
}

function paid(id: string, dollars: number, traits: Partial<ModelTraits> = { price }) {
  return link(scripted(id, costing(dollars)), { traits });
}

const budgets = (limits: Readonly<Record<string, number>>) => ({
  policy: { budgets: new Map(Object.entries(limits)) },
});

function served(events: readonly AnswerEvent[]): string | undefined {
  const done = events.find((event) => event.type === 'done');
  return done?.route.providerId;
}

describe('a budget of the month', () => {
  it('moves requests down the chain when it is used up, and to what is free when that of all is', async () => {
    const local = link(scripted('local', costing(9)), { trust: 'local' });
    const { ask } = engine([paid('a', 3), paid('b', 3), local], budgets({ a: 5, all: 11 }));
    const answered: (string | undefined)[] = [];
    for (let times = 0; times < 6; times += 1) answered.push(served(await ask()));
    assert.deepEqual(answered, ['a', 'a', 'b', 'b', 'local', 'local']);
  });

  it('is full again in the next month', async () => {
    const { ask, clock } = engine([paid('a', 5), paid('b', 1)], budgets({ a: 5 }));
    assert.equal(served(await ask()), 'a');
    assert.equal(served(await ask()), 'b');
    clock.setTo(new Date(2023, 11, 1).getTime());
    assert.equal(served(await ask()), 'a');
  });

  it('says so of a pinned provider, and leads to the setting', async () => {
    const { ask, manager } = engine([paid('a', 5.02), paid('b', 1)], budgets({ a: 5 }));
    manager.pin('a');
    await ask();
    const failed = (await ask()).at(-1);
    assert.ok(failed?.type === 'failed');
    const { title, reasons, advice, actions } = problemOf(failed.failure, false);
    assert.equal(title, 'A could not answer.');
    assert.deepEqual(reasons, ['A has used $5.02 of $5.00 this month; it is asked again on December 1.']);
    assert.match(advice, /everpair\.budgets/);
    assert.ok(actions.includes('open-budgets'));
  });

  it('says so where the budget of all is used up', async () => {
    const { ask } = engine([paid('a', 3)], budgets({ all: 2 }));
    await ask();
    const failed = (await ask()).at(-1);
    assert.ok(failed?.type === 'failed');
    assert.deepEqual(problemOf(failed.failure, false).reasons, [
      '$3.00 of $2.00 are used this month by all providers; A is asked again on December 1.',
    ]);
  });

  it('says so in the switch from a model that the user chose', async () => {
    const { ask } = engine([paid('a', 1), paid('b', 1)], budgets({ b: 0 }));
    const events = await ask(undefined, { model: { providerId: 'b', model: 'small' } });
    assert.equal(served(events), 'a');
    const switched = events.find((event) => event.type === 'switched');
    assert.ok(switched);
    assert.equal(failureClause(switched.from, switched.failure), "this month's budget is used up for B");
  });

  it('keeps completions from being asked too', async () => {
    const { manager, ask } = engine([paid('a', 5), paid('b', 1)], budgets({ a: 5 }));
    assert.equal(manager.completionRoute()?.providerId, 'a');
    await ask();
    assert.equal(manager.completionRoute()?.providerId, 'b');
  });

  it('is in the status with what was used, and a provider beyond it is off', async () => {
    const { ask, manager } = engine([paid('a', 5.02), paid('b', 1)], budgets({ a: 5, all: 20 }));
    let changes = 0;
    await ask();
    manager.onDidChange(() => (changes += 1));
    await ask();
    assert.ok(changes > 0);
    const { providers, budgets: uses, next } = manager.status();
    assert.deepEqual(
      providers.map(({ state, offReason }) => [state, offReason]),
      [
        ['off', 'A has used $5.02 of $5.00 this month; it is asked again on December 1.'],
        ['healthy', undefined],
      ],
    );
    assert.equal(next?.link.provider.id, 'b');
    assert.deepEqual(
      uses?.map(({ key, used, limit }) => [key, used, limit]),
      [
        ['a', 5.02, 5],
        ['all', 6.02, 20],
      ],
    );
    assert.equal(engine([]).manager.status().budgets, undefined);
  });

  it('counts an estimate where a host reports no tokens', async () => {
    const silent = link(
      scripted('a', async function* () {
        await Promise.resolve();
        yield { type: 'text', text: 'word '.repeat(100) };
        yield { type: 'done', reason: 'stop' };
      }),
      { traits: { price: { input: 0, output: 1e6 } } },
    );
    const { ask, manager } = engine([silent], budgets({ a: 1e6 }));
    await ask();
    const [use] = manager.status().budgets ?? [];
    assert.ok(use && use.used > 50 && use.used === use.estimated, `${use?.used}`);
  });
});
