import assert from 'node:assert/strict';
import type { AnswerEvent, ChainFailure } from '../../../../../src/engine/failover/api/answer';
import type { BrokenAnswer } from '../../../../../src/engine/failover/api/providerManager';
import { count, counts, engine, type Engine, fails, failsAfter, link, question, scripted, textShown } from '../engine';
import { collect, failure } from '../fixtures';

const cut = failure('stream-cut');
const stop = { policy: { midAnswer: 'stop' } } as const;

function failureOf(events: readonly AnswerEvent[]): ChainFailure {
  const last = events.at(-1);
  assert.ok(last?.type === 'failed', `it ended with ${last?.type}`);
  return last.failure;
}

async function broken({ ask }: Engine): Promise<{ resume: BrokenAnswer; failure: ChainFailure }> {
  const events = await ask();
  const ended = failureOf(events);
  return { resume: { text: textShown(events), attempts: ended.attempts }, failure: ended };
}

function goOn({ manager }: Engine, resume: BrokenAnswer): Promise<AnswerEvent[]> {
  return collect(manager.chat(question('Count.'), { signal: new AbortController().signal, resume }));
}

describe('FailoverRequest: an answer that stops where it broke off', () => {
  it('names the route that would go on, and asks none', async () => {
    const b = scripted('b', counts);
    const { failure: ended } = await broken(engine([link(scripted('a', failsAfter(25, cut))), link(b)], stop));
    assert.equal(ended.next?.providerId, 'b');
    assert.equal(b.requests.length, 0);
  });

  it('names no route when none is left, or when the first refused by policy', async () => {
    const alone = await broken(engine([link(scripted('a', failsAfter(25, cut)))], stop));
    assert.equal(alone.failure.next, undefined);
    const refused = scripted('a', failsAfter(25, failure('policy', 'request')));
    const { failure: ended } = await broken(engine([link(refused), link(scripted('b', counts))], stop));
    assert.equal(ended.next, undefined);
  });

  it('goes on into the same answer when the user wants it, without asking the one that broke off', async () => {
    const a = scripted('a', failsAfter(25, cut));
    const made = engine([link(a), link(scripted('b', counts))], stop);
    const { resume } = await broken(made);
    // Long enough for the first to be fit for new questions again.
    await made.clock.advance(3_600_000);
    assert.equal(made.manager.status().next?.link.provider.id, 'a');
    const events = await goOn(made, resume);
    const switched = events.find((event) => event.type === 'switched');
    assert.equal(switched?.from.providerId, 'a');
    assert.equal(switched.to.providerId, 'b');
    assert.equal(switched.mode, 'continued');
    assert.equal(switched.failure.kind, 'stream-cut');
    assert.equal(textShown([{ type: 'text', text: resume.text }, ...events]), count(1, 40));
    assert.equal(a.requests.length, 1);
  });

  it('lists all attempts, those before the question too', async () => {
    const made = engine([link(scripted('a', failsAfter(25, cut))), link(scripted('b', counts))], stop);
    const { resume } = await broken(made);
    const last = (await goOn(made, resume)).at(-1);
    assert.ok(last?.type === 'done');
    assert.deepEqual(
      last.attempts.map(({ route, outcome }) => [route.providerId, outcome]),
      [
        ['a', 'failed'],
        ['b', 'served'],
      ],
    );
  });

  it('counts what was spent before the question against the limit', async () => {
    const price = { input: 0, output: 1_000_000 };
    const dear = { traits: { price } };
    const routes = [link(scripted('a', failsAfter(25, cut)), dear), link(scripted('b', counts), dear)];
    const made = engine(routes, { policy: { ...stop.policy, maxRequestCost: 1_010 } });
    const { failure: ended } = await broken(made);
    assert.ok((ended.attempts[0]?.cost ?? 0) > 10);
    assert.equal(ended.next, undefined);
    assert.deepEqual(
      ended.skipped.map(({ reason }) => reason),
      ['price'],
    );
  });

  it('stops again when the next one breaks off too, and then reads as one answer', async () => {
    const b = scripted('b', failsAfter(33, cut));
    const made = engine([link(scripted('a', failsAfter(25, cut))), link(b), link(scripted('c', counts))], stop);
    const { resume } = await broken(made);
    const second = await goOn(made, resume);
    assert.equal(failureOf(second).next?.providerId, 'c');
    const text = textShown([{ type: 'text', text: resume.text }, ...second]);
    assert.equal(text, count(1, 33));
    const third = await goOn(made, { text, attempts: failureOf(second).attempts });
    assert.equal(textShown([{ type: 'text', text }, ...third]), count(1, 40));
  });

  it('asks the user again when the one they chose fails before a word', async () => {
    const c = scripted('c', counts);
    const routes = [
      link(scripted('a', failsAfter(25, cut))),
      link(scripted('b', fails(failure('overloaded')))),
      link(c),
    ];
    const made = engine(routes, stop);
    const { resume } = await broken(made);
    assert.equal(failureOf(await goOn(made, resume)).next?.providerId, 'c');
    assert.equal(c.requests.length, 0);
  });
});
