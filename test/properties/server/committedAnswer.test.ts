import assert from 'node:assert/strict';
import fc from 'fast-check';
import { CommittedAnswer, type CommittedStep } from '../../../src/engine/server/committed/committedAnswer';
import type { AnswerEvent } from '../../../src/engine/failover/api/answer';
import { cutPointOf } from '../../../src/engine/failover/splice/cutPoint';
import { joinAtCut } from '../../../src/engine/failover/splice/joinAtCut';
import { failure, route } from '../../unit/engine/failover/fixtures';

const a = route('a');
const b = route('b');

const word = fc.constantFrom(
  'one ',
  'two',
  ' three',
  '\n',
  '\n\n- ',
  'über',
  '中文字中文字中文',
  '🙂',
  'a'.repeat(45),
  '. ',
  '```\n',
);
const piece = fc.array(word, { minLength: 1, maxLength: 8 }).map((words) => words.join(''));

const event: fc.Arbitrary<AnswerEvent> = fc.oneof(
  { weight: 8, arbitrary: piece.map((text): AnswerEvent => ({ type: 'text', text })) },
  fc.nat(200).map((length): AnswerEvent => ({ type: 'retract', length })),
  piece.map((text): AnswerEvent => ({ type: 'thinking', text, origin: 'anthropic' })),
  fc.constant<AnswerEvent>({ type: 'attempt', route: b, number: 2 }),
  fc.constantFrom('before-text', 'continued', 'restarted').map((mode): AnswerEvent => ({
    type: 'switched',
    from: a,
    to: b,
    failure: failure('stalled'),
    mode: mode as 'continued',
  })),
);

const call = fc.record({ id: fc.string(), name: fc.constantFrom('read', 'write'), input: fc.jsonValue() });

const end: fc.Arbitrary<readonly AnswerEvent[]> = fc.oneof(
  fc
    .array(call, { maxLength: 2 })
    .map((calls): AnswerEvent[] => [
      ...calls.map((each) => ({ type: 'tool-call' as const, ...each, input: each.input as null })),
      { type: 'done', route: b, reason: 'stop', attempts: [] },
    ]),
  fc.constant<AnswerEvent[]>([{ type: 'failed', failure: { attempts: [], skipped: [] } }]),
  fc.constant<AnswerEvent[]>([{ type: 'cancelled', attempts: [] }]),
);

const answer = fc
  .tuple(fc.array(event, { maxLength: 30 }), end)
  .map(([events, last]): AnswerEvent[] => [{ type: 'attempt', route: a, number: 1 }, ...events, ...last]);

/** Up to the step that ends the answer; nothing may come after it. */
function stepsOf(events: readonly AnswerEvent[], isWhole: boolean): CommittedStep[] {
  const committed = new CommittedAnswer(isWhole);
  const steps: CommittedStep[] = [];
  for (const each of events) {
    for (const step of committed.push(each)) {
      steps.push(step);
      if (step.type === 'end' || step.type === 'problem' || step.type === 'cancelled') return steps;
    }
  }
  return steps;
}

function sentText(steps: readonly CommittedStep[]): string {
  return steps.map((step) => (step.type === 'event' && step.event.type === 'text' ? step.event.text : '')).join('');
}

/** What a surface shows in the end. */
function shownText(events: readonly AnswerEvent[]): string {
  return events.reduce((shown, each) => {
    if (each.type === 'text') return shown + each.text;
    return each.type === 'retract' ? shown.slice(0, each.length) : shown;
  }, '');
}

const callsIn = (steps: readonly CommittedStep[]): unknown[] =>
  steps.flatMap((step) => (step.type === 'event' && step.event.type === 'tool-call' ? [step.event] : []));

describe('what of an answer is sent to a program', () => {
  it('is all of the answer where it is ended as whole, and no answer is', () => {
    fc.assert(
      fc.property(answer, fc.boolean(), (events, isWhole) => {
        const steps = stepsOf(events, isWhole);
        const last = steps.at(-1);
        assert.ok(last && ['end', 'problem', 'cancelled'].includes(last.type), 'it has no end');
        if (last.type !== 'end') return;
        assert.equal(events.at(-1)?.type, 'done');
        assert.equal(sentText(steps), shownText(events));
      }),
    );
  });

  it('is at each moment the beginning of what is shown in the end, unless it is told as broken', () => {
    fc.assert(
      fc.property(answer, (events) => {
        const steps = stepsOf(events, false);
        const isBroken = steps.at(-1)?.type === 'problem';
        assert.ok(isBroken || shownText(events).startsWith(sentText(steps)) || events.at(-1)?.type === 'cancelled');
        if (events.at(-1)?.type === 'done' && !isBroken) assert.equal(steps.at(-1)?.type, 'end');
      }),
    );
  });

  it('is all or nothing where it is asked for whole, and each tool is called as often as the answer says', () => {
    fc.assert(
      fc.property(answer, (events) => {
        const steps = stepsOf(events, true);
        const isEnded = steps.at(-1)?.type === 'end';
        if (!isEnded) assert.ok(steps.every(({ type }) => type !== 'event'));
        const calls = events.filter(({ type }) => type === 'tool-call');
        assert.deepEqual(callsIn(steps), isEnded ? calls : []);
      }),
    );
  });

  it('holds back what the engine takes back at a seam, so that no answer that goes on is broken by it', () => {
    fc.assert(
      fc.property(
        fc.array(piece, { minLength: 1, maxLength: 30 }),
        piece,
        fc.boolean(),
        (pieces, rest, hasOwnSpace) => {
          const shown = pieces.join('');
          fc.pre(shown.length >= 40);
          const join = joinAtCut(cutPointOf(shown), shown, rest, hasOwnSpace);
          const events: AnswerEvent[] = [
            ...pieces.map((text): AnswerEvent => ({ type: 'text', text })),
            ...(join.retractTo === undefined ? [] : [{ type: 'retract' as const, length: join.retractTo }]),
            { type: 'text', text: join.text },
            { type: 'done', route: b, reason: 'stop', attempts: [] },
          ];
          const steps = stepsOf(events, false);
          assert.equal(steps.at(-1)?.type, 'end');
          assert.equal(sentText(steps), shownText(events));
        },
      ),
    );
  });

  it('is broken where what was sent is taken back and written in other words, and goes on where it is in the same', () => {
    const kept = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(
        fc.array(piece, { minLength: 6, maxLength: 20 }),
        kept,
        fc.boolean(),
        piece,
        (pieces, part, isSame, rest) => {
          const before = pieces.map((text): AnswerEvent => ({ type: 'text', text }));
          const shown = pieces.join('');
          const length = Math.floor(shown.length * part);
          const again = isSame ? shown.slice(length) + rest : rest;
          const retract: AnswerEvent = { type: 'retract', length };
          const done: AnswerEvent = { type: 'done', route: b, reason: 'stop', attempts: [] };
          const steps = stepsOf([...before, retract, { type: 'text', text: again }, done], false);
          const whole = shown.slice(0, length) + again;
          const goesOn = whole.startsWith(sentText(stepsOf(before, false)));
          assert.equal(steps.at(-1)?.type, goesOn ? 'end' : 'problem');
          if (goesOn) assert.equal(sentText(steps), whole);
        },
      ),
    );
  });

  it('comes as the words come, with one word late', () => {
    const committed = new CommittedAnswer(false);
    const words = 'The quick brown fox jumps over the lazy dog and then rests in the shade '.match(/\S+\s*/g) ?? [];
    let shown = '';
    for (const text of words) {
      shown += text;
      const sent = sentText([...committed.push({ type: 'text', text })]);
      if (shown.length > 60) assert.notEqual(sent, '', `nothing was sent with ${text}`);
    }
  });
});
