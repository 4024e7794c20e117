import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { AnswerEvent } from '../../../src/engine/failover/api/answer';
import { worlds } from '../support/world';
import { sayingWhatIsLeft } from '../support/behaviour';
import { agreed, always } from './anyWorld';

const isEnd = ({ type }: AnswerEvent): boolean => type === 'done' || type === 'failed' || type === 'cancelled';

/** What hosts say of their limits may be wrong, and must keep nobody from anything. */
const anyWorld = worlds({ behaviour: sayingWhatIsLeft });

describe('an answer of the engine in any world', () => {
  it('ends every answer with one end, throws nothing and waits for nobody without end', () =>
    always((life) => {
      for (const request of life.requests) {
        assert.equal(request.threw, undefined);
        assert.notEqual(request.endedAt, undefined, 'it hangs');
        if (request.ask.reader === 'leaves' && !request.events.some(isEnd)) continue;
        assert.equal(request.events.filter(isEnd).length, 1);
        assert.ok(isEnd(request.events.at(-1)!));
      }
    }, anyWorld));

  it('ends at once when the user cancels, and asks nobody after that', () =>
    always(
      (life) => {
        for (const { cancelledAt, endedAt, ask, events } of life.requests) {
          if (cancelledAt === undefined || ask.reader !== 'reads') continue;
          assert.equal(endedAt, cancelledAt);
          assert.equal(events.at(-1)?.type, 'cancelled');
        }
        assert.deepEqual(
          life.calls.filter(({ late }) => late).map(({ id }) => id),
          [],
        );
      },
      worlds({ ask: { cancelAfter: fc.oneof(fc.constantFrom(0, 50, 200, 400), fc.integer({ min: 0, max: 40_000 })) } }),
    ));

  it('surfaces a tool call only of an answer that has ended well, and once', () =>
    always(
      (life) => {
        for (const request of life.requests) {
          const told = request.events.flatMap((event) => (event.type === 'tool-call' ? [event.id] : []));
          assert.equal(new Set(told).size, told.length);
          for (const id of told) assert.ok(life.calls.find((call) => call.id === id)?.finished, id);
        }
      },
      worlds({
        ask: { tools: fc.constant(true) },
        traits: { tools: fc.constant(true) },
        member: agreed,
        behaviour: { tool: fc.constantFrom('whole', 'begun') },
      }),
    ));

  it('leaves no timer and no open stream behind', () =>
    always((life) => {
      assert.equal(life.timersLeft, 0);
      for (const { closed, signal, id } of life.calls) assert.ok(closed && signal.aborted, id);
    }, anyWorld));

  it('tells every switch: whose text it is was told before it', () =>
    always((life) => {
      for (const { events, ask } of life.requests) {
        if (ask.reader !== 'reads') continue;
        let author: string | undefined;
        let announced: string | undefined;
        for (const event of events) {
          if (event.type === 'switched') announced = event.to.id;
          if (event.type === 'attempt') {
            if (author !== undefined && author !== event.route.id) assert.equal(announced, event.route.id);
            author = event.route.id;
          }
          if (event.type === 'done') assert.equal(event.route.id, author);
        }
      }
    }, anyWorld));
});
