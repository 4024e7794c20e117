import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { AnswerEvent } from '../../../src/engine/failover/api/answer';
import { textOf } from '../../../src/engine/model/request/message';
import type { ChatRequest } from '../../../src/engine/model/request/request';
import type { StreamEvent } from '../../../src/engine/model/stream/stream';
import { engine, link, type Script, scripted, textShown } from '../../unit/engine/failover/engine';
import { failure } from '../../unit/engine/failover/fixtures';
import { type Asked, asked, prefilled, type Way } from '../../../tools/disobedience/replies';
import { type TrueAnswer, trueAnswer } from './trueAnswer';

interface Drawn {
  readonly answer: TrueAnswer;
  readonly way: string;
  readonly prefill: boolean;
  /** Share of the answer behind which it breaks off. */
  readonly share: number;
  readonly piece: number;
  /** Somebody is left who does as asked. */
  readonly hasThird: boolean;
  readonly choice: number;
}

interface Outcome extends Drawn {
  readonly shown: string;
  readonly events: readonly AnswerEvent[];
  readonly isTrue: boolean;
  /** The reply was joined to what was shown: nobody was asked again, and nothing begun again. */
  readonly isJoined: boolean;
}

const shortestShown = 45;

const drawn: fc.Arbitrary<Drawn> = fc
  .record({
    answer: trueAnswer,
    way: fc.constantFrom(...Object.keys(asked), ...Object.keys(prefilled).map((name) => `prefill: ${name}`)),
    share: fc.double({ min: 0, max: 1, noNaN: true }),
    piece: fc.constantFrom(7, 60, 5_000),
    hasThird: fc.boolean(),
    choice: fc.nat(59),
  })
  .map((each) => ({ ...each, prefill: each.way.startsWith('prefill: ') }));

function wayOf({ way, prefill }: Drawn): Way {
  return (prefill ? prefilled[way.slice('prefill: '.length)] : asked[way])!;
}

function pieces(text: string, length: number): StreamEvent[] {
  const points = Array.from(text);
  return Array.from({ length: Math.ceil(points.length / length) }, (_, index) => ({
    type: 'text',
    text: points.slice(index * length, (index + 1) * length).join(''),
  }));
}

function says(text: string, piece: number, end: StreamEvent): Script {
  return async function* () {
    await Promise.resolve();
    yield* pieces(text, piece);
    yield end;
  };
}

const done: StreamEvent = { type: 'done', reason: 'stop' };

/** What the model has before it; undefined where it is asked for a whole answer. */
function askedOf(
  { messages }: ChatRequest,
  shown: string,
  { answer: { text, tongue }, choice }: Drawn,
): Asked | undefined {
  const turn = messages.findLast(({ role }) => role === 'assistant');
  if (!turn) return undefined;
  const last = messages.at(-1)!;
  const prompt = last === turn ? '' : textOf(last);
  const solid = textOf(turn);
  // Behind a prefill nobody is given last words; a model that repeats some takes its own.
  const anchor =
    last === turn ? solid.slice(-40).replace(/^[\uDC00-\uDFFF]/, '') : prompt.slice(prompt.indexOf('\n\n') + 2);
  return { answer: text, solid, shown, anchor, tongue, choice };
}

async function outcomeOf(each: Drawn): Promise<Outcome> {
  const { answer, piece, prefill, hasThird } = each;
  const { text } = answer;
  const from = Math.min(shortestShown, text.length - 2);
  const cut = Math.floor(from + each.share * (text.length - 1 - from));
  const way = wayOf(each);
  const allowed = [text];
  const goesOn =
    (reply: (asked: Asked) => string): Script =>
    (request, call) => {
      const before = askedOf(request, text.slice(0, cut), each);
      if (before && way.alsoTrue) allowed.push(way.alsoTrue(before));
      return says(before ? reply(before) : text, piece, done)(request, call);
    };
  const traits = { prefill };
  const a = scripted('a', says(text.slice(0, cut), piece, { type: 'failed', failure: failure('stream-cut') }));
  const b = scripted('b', goesOn(way.reply));
  const c = scripted(
    'c',
    goesOn((before) => (prefill ? text.slice(before.solid.length) : before.anchor + text.slice(before.solid.length))),
  );
  const events = await engine([link(a), link(b, { traits }), ...(hasThird ? [link(c, { traits })] : [])]).ask();
  const shown = textShown(events);
  const isTrue = events.at(-1)?.type === 'done' && allowed.some((each) => each.trimEnd() === shown.trimEnd());
  const restarted = events.some((event) => event.type === 'switched' && event.mode === 'restarted');
  const isJoined = !restarted && b.requests.length === 1 && c.requests.length === 0;
  return { ...each, shown, events, isTrue, isJoined };
}

/** As the seed of all laws says, see `.mocharc.json`. */
const count = Number(process.env['EVERPAIR_DISOBEDIENCE'] ?? 5_000);

describe('a model that is asked to go on and does not obey', () => {
  let outcomes: Outcome[];
  before(async function () {
    this.timeout(600_000);
    outcomes = [];
    for (const each of fc.sample(drawn, count)) outcomes.push(await outcomeOf(each));
  });

  it('never makes a wrong text that is said to be whole', () => {
    const wrong = outcomes.filter(({ isTrue }) => !isTrue);
    const byWay = byWayOf(wrong);
    const lines = [...byWay].map(([way, all]) => `${way}: ${all.length}, e.g. ${example(all[0]!)}`);
    assert.equal(wrong.length, 0, `${wrong.length} of ${count}\n${lines.join('\n')}`);
  });

  it('is joined where it goes on properly', () => {
    const proper = outcomes.filter((each) => wayOf(each).isProper);
    const apart = proper.filter(({ isJoined }) => !isJoined);
    const share = 1 - apart.length / proper.length;
    console.log(
      `      ${proper.length} of ${count} went on properly, ${(share * 100).toFixed(1)} % of them were joined`,
    );
    const byWay = [...byWayOf(proper)].map(
      ([way, all]) => `${way}: ${all.filter(({ isJoined }) => isJoined).length} of ${all.length}`,
    );
    const some = apart.slice(0, 8).map(example);
    assert.ok(share >= 0.94, [...byWay, ...some].join('\n'));
  });
});

function byWayOf(outcomes: readonly Outcome[]): ReadonlyMap<string, readonly Outcome[]> {
  const ways = [...new Set(outcomes.map(({ way }) => way))];
  return new Map(ways.map((way) => [way, outcomes.filter((each) => each.way === way)]));
}

function example({ way, answer, share, piece, hasThird, shown, events }: Outcome): string {
  const switches = events.filter(({ type }) => type === 'switched').length;
  const end = events.at(-1)?.type;
  return JSON.stringify(
    { way, share, piece, hasThird, switches, end, tongue: answer.tongue.name, answer: answer.text, shown },
    null,
    1,
  );
}
