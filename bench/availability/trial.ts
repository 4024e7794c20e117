import { compare, type Difference } from '../failover/count';
import { Draws } from './draws';
import { LocalModel } from './localModel';
import { question, requestFor, wholeAnswer } from './question';
import { SimulatedCloud, SimulatedOllama, type SimulatedProvider } from './simulatedProvider';
import type { Answer, Strategy } from './strategies/strategy';
import { type ProviderId, type Sent, Traffic } from './traffic';
import { VirtualTime } from './virtualTime';
import type { World } from './world';

/** Milliseconds within which the whole answer must be there. */
export const patience = 60_000;

/** All that is known of one question when it is over. Times in milliseconds, the absolute ones since the epoch. */
export interface Outcome {
  readonly number: number;
  readonly at: number;
  readonly answer: Answer;
  readonly difference: Difference;
  /** Whole, exact, within the patience, and the user was told so. */
  readonly useful: boolean;
  readonly totalMs: number;
  /** What the same answer takes from the first provider when nothing is wrong. */
  readonly healthyMs: number;
  /** Providers whose answer to this question would have been good if it had been sent to them when it was asked. */
  readonly able: readonly ProviderId[];
  readonly offline: boolean;
  /** No incident was open at the first provider and the machine was online. */
  readonly firstIsWell: boolean;
  readonly sent: readonly Sent[];
}

export interface TrialOptions {
  readonly world: World;
  /** When the questions are asked, in order. */
  readonly times: readonly number[];
  /** In failover order; the first is a cloud. */
  readonly chain: readonly ProviderId[];
  readonly strategy: Strategy;
  readonly onOutcome: (outcome: Outcome) => void;
  /** The strategy passes over a provider from now on; `isWell` tells whether nothing was wrong with it. */
  readonly onTakenOut: (isWell: boolean) => void;
}

/** Asks one strategy every question of one world. */
export async function runTrial(options: TrialOptions): Promise<void> {
  const { world, times, chain, strategy, onOutcome, onTakenOut } = options;
  const clock = new VirtualTime(world.span.from);
  const traffic = new Traffic();
  const deps = { world, clock, traffic };
  const first = new SimulatedCloud(chain[0] === 'anthropic' ? 'anthropic' : 'openai', deps);
  const providers: readonly SimulatedProvider[] = [
    first,
    ...chain
      .slice(1)
      .map((id) => (id === 'ollama' ? new SimulatedOllama(deps, new LocalModel(clock)) : new SimulatedCloud(id, deps))),
  ];
  const isWell = (id: ProviderId): boolean => {
    const at = clock.now();
    if (id === 'ollama') return !world.localIsOff(at);
    return !world.isOffline(at) && world.incidentAt(id, at) === undefined;
  };
  const ask = strategy.start({
    clock,
    random: new Draws(world.seed, 20).uniform,
    providers,
    onTakenOut: ({ id }) => onTakenOut(isWell(id)),
  });
  let open = 0;

  const askOne = async (number: number): Promise<void> => {
    const at = clock.now();
    traffic.begin(number);
    const able = providers.filter((provider) => provider.fateOf(number, 0).fault === 'none').map(({ id }) => id);
    const before = { number, at, able, offline: world.isOffline(at), firstIsWell: isWell(first.id) };
    const controller = new AbortController();
    const timer = clock.setTimeout(() => controller.abort(), patience);
    const answer = await ask(requestFor(number), controller.signal);
    clock.clearTimeout(timer);
    const difference = answer.text === wholeAnswer ? exact : compare({ text: answer.text, calls: [] }, question);
    onOutcome({
      ...before,
      answer,
      difference,
      useful: answer.saysWhole && difference.exact,
      totalMs: clock.now() - at,
      healthyMs: first.healthyMs(number),
      sent: traffic.end(number),
    });
    open -= 1;
  };

  for (const [number, at] of times.entries()) {
    await clock.runUntil(at);
    open += 1;
    void askOne(number);
    // What waits for the event loop itself, such as the collection of abort signals, gets its turn too.
    if (number % 1_000 === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  await clock.runUntil(world.span.to + 2 * patience);
  if (open > 0) throw new Error(`${strategy.title}: ${open} questions were never over.`);
}

const exact: Difference = { exact: true, lost: 0, repeated: 0, foreign: 0 };
