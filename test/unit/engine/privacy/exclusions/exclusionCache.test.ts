import assert from 'node:assert/strict';
import { ExclusionCache, type ExclusionDecision } from '../../../../../src/engine/privacy/exclusions/exclusionCache';
import { silentLog } from '../../../../../src/engine/model/log';
import { virtualClock, type VirtualClock } from '../../failover/fixtures';

const isOpen = (decision: ExclusionDecision | undefined): boolean => decision?.excluded === false;
const open = { excluded: false } as ExclusionDecision;
const hidden: ExclusionDecision = { excluded: true, reason: 'ignored', rule: '"x" in .gitignore' };

interface World {
  readonly clock: VirtualClock;
  readonly exclusionCache: ExclusionCache;
  readonly warnings: string[];
  readonly asked: string[];
  /** Number of change events. */
  readonly changes: () => number;
}

function world(decide: (file: string, clock: VirtualClock) => Promise<ExclusionDecision>): World {
  const clock = virtualClock();
  const warnings: string[] = [];
  const asked: string[] = [];
  const exclusionCache = new ExclusionCache({
    decide: (file) => {
      asked.push(file);
      return decide(file, clock);
    },
    clock,
    log: { ...silentLog, warn: (line) => warnings.push(line) },
  });
  let changes = 0;
  exclusionCache.onDidChange(() => (changes += 1));
  return { clock, exclusionCache, warnings, asked, changes: () => changes };
}

const after = (clock: VirtualClock, ms: number, decision: ExclusionDecision): Promise<ExclusionDecision> =>
  new Promise((resolve) => clock.setTimeout(() => resolve(decision), ms));

describe('ExclusionCache', () => {
  it('gives a known decision at once, and finds it only once', async () => {
    const { exclusionCache, asked } = world(async () => open);
    assert.deepEqual(await Promise.all([exclusionCache.decisionFor('a'), exclusionCache.decisionFor('a')]), [
      open,
      open,
    ]);
    assert.deepEqual(exclusionCache.decisionFor('a'), open);
    assert.deepEqual(asked, ['a']);
  });

  it('gives no decision for other files’ prompts before it is known', async () => {
    const { clock, exclusionCache } = world((_, time) => after(time, 30, open));
    assert.equal(isOpen(exclusionCache.knownDecision('a')), false);
    await clock.advance(30);
    assert.equal(isOpen(exclusionCache.knownDecision('a')), true);
  });

  it('waits for a decision on a slow machine', async () => {
    const { clock, exclusionCache } = world((_, time) => after(time, 2_900, open));
    const asked = exclusionCache.decisionFor('a');
    await clock.advance(2_900);
    assert.deepEqual(await asked, open);
  });

  it('excludes a file for now after three seconds, and has the decision later', async () => {
    const { clock, exclusionCache } = world((_, time) => after(time, 3_100, open));
    const first = exclusionCache.decisionFor('a');
    await clock.advance(2_999);
    assert.equal(await Promise.race([first, Promise.resolve('waiting')]), 'waiting');
    await clock.advance(1);
    assert.deepEqual(await first, { excluded: true, reason: 'unknown', rule: 'rules that are not known yet' });
    await clock.advance(100);
    assert.deepEqual(exclusionCache.decisionFor('a'), open);
    assert.equal(clock.timers(), 0);
  });

  it('emits a change for a late decision, and only for one that was waited for in vain', async () => {
    let takes = 3_100;
    const { clock, exclusionCache, changes } = world((_, time) => after(time, takes, open));
    void exclusionCache.decisionFor('a');
    await clock.advance(3_000);
    assert.equal(changes(), 0);
    await clock.advance(100);
    assert.equal(changes(), 1);
    takes = 2_900;
    void exclusionCache.decisionFor('b');
    await clock.advance(4_000);
    assert.deepEqual(exclusionCache.decisionFor('b'), open);
    assert.equal(changes(), 1);
  });

  it('excludes a file whose decision fails, and logs that once', async () => {
    const { exclusionCache, warnings } = world(async () => {
      throw new Error('Permission denied.');
    });
    for (const file of ['a', 'b']) assert.equal((await exclusionCache.decisionFor(file)).excluded, true);
    assert.equal(warnings.length, 1);
    assert.match(warnings[0]!, /^Whether a is excluded .*: Permission denied\.$/);
  });

  it('finds a decision again after a minute, and keeps the old one meanwhile', async () => {
    let decision = open;
    const { clock, exclusionCache, changes } = world((_, time) => after(time, 30, decision));
    exclusionCache.knownDecision('a');
    await clock.advance(30);
    decision = hidden;
    await clock.advance(60_000);
    assert.equal(isOpen(exclusionCache.knownDecision('a')), true);
    assert.equal(changes(), 0);
    await clock.advance(30);
    assert.equal(isOpen(exclusionCache.knownDecision('a')), false);
    assert.equal(changes(), 1);
  });

  it('forgets decisions with the rules behind them, also those under way', async () => {
    let decision = open;
    const { clock, exclusionCache } = world((_, time) => after(time, 30, decision));
    const asked = exclusionCache.decisionFor('a');
    await clock.advance(10);
    decision = hidden;
    exclusionCache.forget();
    assert.equal(isOpen(exclusionCache.knownDecision('a')), false);
    await clock.advance(30);
    assert.deepEqual(await asked, hidden);
    assert.deepEqual(exclusionCache.decisionFor('a'), hidden);
  });
});
