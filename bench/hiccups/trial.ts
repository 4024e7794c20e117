import { createEngine, type EngineDeps } from '../../src/engine/failover/createEngine';
import { defaultPolicy } from '../../src/engine/failover/api/policy';
import { silentLog as log } from '../../src/engine/model/log';
import { Draws } from '../simulation/draws';
import { requestFor, wholeAnswer } from '../availability/provider/question';
import { linkTo } from '../availability/strategies/everpair';
import { VirtualTime } from '../simulation/virtualTime';
import type { Fault } from './faults';
import { type Breaking, ScriptedCloud } from './provider';

/** What became of the question at which the first provider failed. */
export interface Outcome {
  /** Milliseconds from the failure to the next text. */
  readonly nextWordMs: number;
  /** And to the end of the answer. */
  readonly wholeMs: number;
  readonly keptModel: boolean;
  /** Beyond the one that failed. */
  readonly moreRequests: number;
  readonly exact: boolean;
}

export interface TrialOptions {
  readonly fault: Fault;
  /** How likely the first provider is to be well at the second try; a third goes well. */
  readonly share: number;
  readonly seed: number;
  readonly inPlaceDelayMs: EngineDeps['inPlaceDelayMs'];
}

/** Good answers before, so that the engine knows the first provider as one that serves. */
const goodRequestsBefore = 3;
const gapMs = 45_000;

/** A fresh engine over two clouds in virtual time. The same seed draws the same luck whatever the engine does. */
export async function runTrial({ fault, share, seed, inPlaceDelayMs }: TrialOptions): Promise<Outcome> {
  const clock = new VirtualTime(Date.UTC(2026, 0, 1));
  const draws = new Draws(seed, 1);
  const first = new ScriptedCloud('anthropic', clock, new Draws(seed, 2));
  const second = new ScriptedCloud('openai', clock, new Draws(seed, 3));
  const breaking: Breaking = { failure: fault.failure(draws), strikesAfter: fault.strikesAfter(draws) };
  const isWellAgain = draws.chance(share);
  first.script = [
    ...Array.from({ length: goodRequestsBefore }, () => undefined),
    breaking,
    isWellAgain ? undefined : breaking,
  ];
  const engine = createEngine({
    clock,
    random: new Draws(seed, 4).uniform,
    inPlaceDelayMs,
    log,
    consent: { decided: () => true, ask: () => Promise.resolve(true) },
    policy: () => defaultPolicy,
  });
  const { manager } = engine;
  manager.setChain([linkTo(first), linkTo(second)]);

  const ask = async (number: number): Promise<Omit<Outcome, 'moreRequests'>> => {
    let text = '';
    let nextAt: number | undefined;
    for await (const event of manager.chat(requestFor(number), { signal: new AbortController().signal })) {
      if (event.type === 'text') {
        text += event.text;
        if (first.failedAt !== undefined) nextAt ??= clock.now();
      } else if (event.type === 'retract') text = text.slice(0, event.length);
      else if (event.type === 'done') {
        const failedAt = first.failedAt ?? 0;
        const [nextWordMs, wholeMs] = [(nextAt ?? clock.now()) - failedAt, clock.now() - failedAt];
        return { nextWordMs, wholeMs, keptModel: event.route.providerId === first.id, exact: text === wholeAnswer };
      }
    }
    return { nextWordMs: NaN, wholeMs: NaN, keptModel: false, exact: false };
  };
  const whenOver = async <T>(asked: Promise<T>): Promise<T> => {
    await clock.runUntil(clock.now() + gapMs);
    return asked;
  };

  for (let number = 0; number < goodRequestsBefore; number += 1) await whenOver(ask(number));
  const outcome = await whenOver(ask(goodRequestsBefore));
  engine.dispose();
  return { ...outcome, moreRequests: first.requests + second.requests - goodRequestsBefore - 1 };
}
