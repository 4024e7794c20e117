import assert from 'node:assert/strict';
import type { AnswerEvent } from '../../../../../src/engine/failover/api/answer';
import type { FailureKind, FailureScope } from '../../../../../src/engine/model/failure/failure';
import { count, counts, engine, fails, link, question, scripted, textShown } from '../engine';
import { failure } from '../fixtures';

const endpoint = 'https://router.example';
const answer = count(1, 40).trim();

const asked = (events: readonly AnswerEvent[]): string[] => [
  ...new Set(events.flatMap((event) => (event.type === 'attempt' ? event.route.providerId : []))),
];

/** Two models at one address, of which one fails, and perhaps a host elsewhere. Programs name the model that they want first. */
function chain(kind: FailureKind, scope: FailureScope, hasOther: boolean) {
  const links = [
    link(scripted('broken', fails(failure(kind, scope))), { endpoint }),
    link(scripted('healthy', counts), { endpoint }),
    ...(hasOther ? [link(scripted('elsewhere', counts))] : []),
  ];
  const { ask, clock } = engine(links);
  const askFor = (id: string) => ask(question('Count.'), { model: { providerId: id, model: `${id}-large` } });
  return { askFor, clock };
}

const ofTheModel: readonly FailureKind[] = [
  'overloaded',
  'rate-limited',
  'first-token-timeout',
  'stalled',
  'stream-cut',
  'in-stream',
  'empty',
  'model-missing',
  'context-exceeded',
  'policy',
  'bad-request',
];
const ofTheAddress: readonly FailureKind[] = ['server', 'connect', 'not-protocol'];

describe('A healthy model at the address of a broken one', () => {
  for (const kind of ofTheModel) {
    it(`is asked first however often the other fails: ${kind}`, async () => {
      const { askFor } = chain(kind, 'model', true);
      for (let times = 0; times < 5; times += 1) {
        await askFor('broken');
        const events = await askFor('healthy');
        assert.deepEqual(asked(events), ['healthy']);
        assert.equal(textShown(events).trim(), answer);
      }
    });
  }

  for (const kind of ofTheAddress) {
    it(`is asked in the same request where nobody else is there, and first from then on: ${kind}`, async () => {
      const { askFor } = chain(kind, 'endpoint', false);
      for (let times = 0; times < 5; times += 1) {
        const events = await askFor('broken');
        assert.equal(asked(events).at(-1), 'healthy');
        assert.equal(textShown(events).trim(), answer);
        assert.deepEqual(asked(await askFor('healthy')), ['healthy']);
      }
    });

    it(`gives its place to another host for 20 s at most: ${kind}`, async () => {
      const { askFor, clock } = chain(kind, 'endpoint', true);
      await askFor('broken');
      assert.deepEqual(asked(await askFor('healthy')), ['elsewhere']);
      for (let times = 0; times < 5; times += 1) {
        await askFor('broken');
        await clock.advance(20_000);
        const events = await askFor('healthy');
        assert.equal(asked(events)[0], 'healthy');
        assert.equal(textShown(events).trim(), answer);
      }
    });
  }
});
