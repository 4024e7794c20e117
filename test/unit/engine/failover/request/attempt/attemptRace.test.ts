import assert from 'node:assert/strict';
import {
  nextRace,
  type RaceAction,
  type RaceEvent,
  type RaceState,
  type Role,
  startRace,
} from '../../../../../../src/engine/failover/request/attempt/attemptRace';

const alone = startRace({ second: false, probe: false, isTrial: false });
const two = startRace({ second: true, probe: false, isTrial: false });
const trial = startRace({ second: true, probe: false, isTrial: true });
const probed = startRace({ second: false, probe: true, isTrial: false });
const all = startRace({ second: true, probe: true, isTrial: false });

const content = (role: Role): RaceEvent => ({ type: 'answered', role, isEnd: false });
const done = (role: Role): RaceEvent => ({ type: 'answered', role, isEnd: true });
const usage = (role: Role): RaceEvent => ({ type: 'progressed', role });
const fails = (role: Role): RaceEvent => ({ type: 'failed', role, isCancelled: false });
const cancelled = (role: Role): RaceEvent => ({ type: 'failed', role, isCancelled: true });
const timedOut: RaceEvent = { type: 'timed-out' };
const closed: RaceEvent = { type: 'closed', isAborted: false };
const aborted: RaceEvent = { type: 'closed', isAborted: true };

/** An action as one line. */
function inWords(action: RaceAction): string {
  const role = 'role' in action ? ` ${action.role}` : '';
  const how =
    action.type === 'follow' ? ` to ${action.until}` : action.type === 'cancel' ? ` as ${action.outcome}` : '';
  return `${action.type}${role}${how}`;
}

function after(
  state: RaceState,
  ...events: readonly RaceEvent[]
): { state: RaceState; actions: readonly RaceAction[] } {
  let step = { state, actions: [] as readonly RaceAction[] };
  for (const event of events) step = nextRace(step.state, event);
  return step;
}

/** What the last of the events brings about, and which attempts are read then. */
const table: readonly [
  title: string,
  start: RaceState,
  events: readonly RaceEvent[],
  actions: readonly string[],
  running: readonly Role[],
][] = [
  ['emits an attempt that is alone', alone, [content('first')], ['take first', 'stop-timers', 'emit'], ['first']],
  [
    'ends with the end of the winner',
    alone,
    [content('first'), done('first')],
    ['take first', 'emit', 'end'],
    ['first'],
  ],
  [
    'takes an end without content for a victory',
    two,
    [done('second')],
    ['take second', 'stop-timers', 'abandon first', 'emit', 'end'],
    ['second'],
  ],
  ['emits nothing of an attempt before it has won', two, [usage('first')], ['take first'], ['first', 'second']],
  ['emits everything of the winner', two, [content('first'), usage('first')], ['take first', 'emit'], ['first']],
  [
    'cancels a second attempt that lost',
    two,
    [content('first')],
    ['take first', 'stop-timers', 'cancel second as hedge-lost', 'emit'],
    ['first'],
  ],
  [
    'abandons a first attempt that lost',
    two,
    [content('second')],
    ['take second', 'stop-timers', 'abandon first', 'emit'],
    ['second'],
  ],
  [
    'follows a first attempt on trial to its first content',
    trial,
    [content('second')],
    ['take second', 'stop-timers', 'follow first to first content', 'emit'],
    ['second'],
  ],
  [
    'follows a probe to its end when another wins',
    probed,
    [content('first')],
    ['take first', 'stop-timers', 'follow probe to end', 'emit'],
    ['first'],
  ],
  ['goes on with the other when one fails', two, [fails('first')], ['take first'], ['second']],
  ['emits the failure of the last', two, [fails('first'), fails('second')], ['take second', 'emit', 'end'], []],
  ['emits a failure of the winner', two, [content('second'), fails('second')], ['take second', 'emit', 'end'], []],
  [
    'ends with a cancelled attempt, whatever else runs',
    all,
    [cancelled('second')],
    ['take second', 'emit', 'end'],
    ['first', 'probe'],
  ],
  ['holds the answer of a probe while others run', all, [content('probe')], [], ['first', 'second']],
  [
    'follows a held probe when another wins',
    all,
    [content('probe'), content('second')],
    ['take second', 'stop-timers', 'abandon first', 'follow probe to end', 'emit'],
    ['second'],
  ],
  [
    'uses the held answer when all others have failed',
    all,
    [content('probe'), fails('first'), fails('second')],
    ['take second', 'bind-signal probe'],
    ['probe'],
  ],
  [
    'waits for a probe that is all that is left',
    probed,
    [fails('first')],
    ['take first', 'bind-signal probe'],
    ['probe'],
  ],
  [
    'lets a probe that is left win',
    probed,
    [fails('first'), content('probe')],
    ['take probe', 'stop-timers', 'emit'],
    ['probe'],
  ],
  ['goes on without a probe that fails', probed, [fails('probe')], ['take probe'], ['first']],
  ['starts a hedge that is due', alone, [{ type: 'hedge-due' }], ['start-hedge'], ['first']],
  [
    'reads a hedge once it has started',
    alone,
    [{ type: 'hedge-due' }, { type: 'hedge-started' }],
    [],
    ['first', 'second'],
  ],
  [
    'fails for the first attempt when the time is over',
    two,
    [timedOut],
    ['stop-timers', 'abandon first', 'cancel second as hedge-lost', 'emit-too-slow', 'end'],
    [],
  ],
  [
    'uses a held answer when the time is over',
    probed,
    [content('probe'), timedOut],
    ['bind-signal probe', 'stop-timers', 'abandon first'],
    ['probe'],
  ],
  [
    'finishes the attempt that is read when the reader leaves',
    alone,
    [content('first'), closed],
    ['stop-timers', 'finish first'],
    [],
  ],
  [
    'cancels what runs when the request is aborted, but follows the probe',
    all,
    [aborted],
    ['stop-timers', 'cancel first as cancelled', 'cancel second as cancelled', 'follow probe to end'],
    [],
  ],
  [
    'follows a held probe when the reader leaves',
    probed,
    [content('probe'), closed],
    ['stop-timers', 'finish first', 'follow probe to end'],
    [],
  ],
  [
    'cancels a probe that has won when the request is aborted',
    probed,
    [fails('first'), content('probe'), aborted],
    ['stop-timers', 'cancel probe as cancelled'],
    [],
  ],
];

describe('attemptRace', () => {
  for (const [title, start, events, actions, running] of table) {
    it(title, () => {
      const step = after(start, ...events);
      assert.deepEqual(step.actions.map(inWords), actions);
      assert.deepEqual(step.state.running, running);
    });
  }

  it('emits one attempt alone, and gives every attempt exactly one end, in each order of events', () => {
    let paths = 0;
    const walk = (state: RaceState, path: readonly RaceEvent[], ends: readonly Role[], emitted?: Role): void => {
      const step = (event: RaceEvent): void => {
        const { state: next, actions } = nextRace(state, event);
        const failed = event.type === 'failed' ? [event.role] : [];
        const given = actions.flatMap((action) =>
          action.type === 'follow' || action.type === 'abandon' || action.type === 'cancel' ? [action.role] : [],
        );
        const now = [...ends, ...failed, ...given];
        const trail = JSON.stringify([...path, event]);
        const isEmitted = actions.some(({ type }) => type === 'emit') && 'role' in event && event.type !== 'failed';
        if (isEmitted && emitted !== undefined) assert.equal(event.role, emitted, trail);
        if (!actions.some(({ type }) => type === 'end')) {
          walk(next, [...path, event], now, isEmitted ? event.role : emitted);
          return;
        }
        const closing = nextRace(next, closed).actions.flatMap((action) => ('role' in action ? [action.role] : []));
        assert.deepEqual([...now, ...closing].sort(), ['first', 'probe', 'second'], trail);
        paths += 1;
      };
      if (path.length >= 7) return;
      for (const role of state.running) {
        for (const event of [content(role), done(role), fails(role), cancelled(role)]) step(event);
      }
      if (state.winner === undefined) step(timedOut);
    };
    walk(all, [], []);
    assert.ok(paths > 500, `${paths} paths`);
  });
});
