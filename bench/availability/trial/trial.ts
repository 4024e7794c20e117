import { compare, type Difference } from '../../failover/scenario/count';
import { Draws } from '../../simulation/draws';
import { LocalModel } from '../provider/localModel';
import type { FaultCause } from '../provider/fate';
import type { OutageModel } from '../world/outageModel';
import { question, requestFor, wholeAnswer } from '../provider/question';
import { Recoveries, type Recovery } from '../provider/recoveries';
import type { ProviderId, Remote } from '../world/remote';
import { durationOf, SimulatedOllama, type SimulatedProvider, SimulatedRemote } from '../provider/simulatedProvider';
import type { Answer, Strategy } from '../strategies/strategy';
import { type Sent, Traffic } from '../provider/traffic';
import { VirtualTime } from '../../simulation/virtualTime';
import type { World } from '../world/world';

/** Milliseconds within which the whole answer must be there. */
export const patienceMs = 60_000;

/** All that is known of one question when it is over. Times in milliseconds, the absolute ones since the epoch. */
export interface Outcome {
  readonly number: number;
  readonly at: number;
  readonly answer: Answer;
  readonly difference: Difference;
  /** Whole, exact, within the patience, and reported as whole. */
  readonly useful: boolean;
  readonly totalMs: number;
  /** What the same answer takes from the first provider when nothing is wrong. */
  readonly healthyMs: number;
  /** Providers whose answer to this question would have been good if it had been sent to them when it was asked. */
  readonly able: readonly ProviderId[];
  /** What was wrong with each of the others. */
  readonly unable: readonly Unable[];
  readonly offline: boolean;
  /** No incident was open at the first provider and the machine was online. */
  readonly firstIsWell: boolean;
  readonly sent: readonly Sent[];
}

export interface Unable {
  readonly provider: ProviderId;
  /** Absent where only the pace is: the whole answer would take longer than the patience. */
  readonly cause?: FaultCause;
}

export interface TrialOptions {
  readonly world: World;
  readonly outages: Pick<OutageModel, 'background' | 'disobeying'>;
  /** When the questions are asked, in order. */
  readonly times: readonly number[];
  /** In failover order. */
  readonly chain: Chain;
  readonly strategy: Strategy;
  readonly onOutcome: (outcome: Outcome) => void;
  /** The strategy passes over a provider from now on; `isWell` tells whether nothing was wrong with it. */
  readonly onTakenOut: (isWell: boolean) => void;
}

export type Chain = readonly [Remote, ...ProviderId[]];

/** Asks one strategy every question of one world; tells how soon the first provider was asked again after its failures. */
export async function runTrial(options: TrialOptions): Promise<readonly Recovery[]> {
  const { world, outages, times, chain, strategy, onOutcome, onTakenOut } = options;
  const [firstId, ...otherIds] = chain;
  const clock = new VirtualTime(world.span.from);
  const recoveries = new Recoveries(world, firstId);
  const traffic = new Traffic(recoveries);
  const deps = { world, outages, clock, traffic };
  const first = new SimulatedRemote(firstId, deps);
  const providers: readonly SimulatedProvider[] = [
    first,
    ...otherIds.map((id) =>
      id === 'ollama' ? new SimulatedOllama(deps, new LocalModel(clock)) : new SimulatedRemote(id, deps),
    ),
  ];
  const isWell = (id: ProviderId): boolean =>
    id === 'ollama' ? !world.localIsOff(clock.now()) : world.isWell(id, clock.now());
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
    recoveries.question(at);
    const before = {
      number,
      at,
      ...abilities(providers, number),
      offline: world.isOffline(at),
      firstIsWell: isWell(first.id),
    };
    const controller = new AbortController();
    const timer = clock.setTimeout(() => controller.abort(), patienceMs);
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
  await clock.runUntil(world.span.to + 2 * patienceMs);
  if (open > 0) throw new Error(`${strategy.title}: ${open} questions were never over.`);
  return recoveries.found;
}

/** What would become of the question if it were sent to each provider now. */
function abilities(providers: readonly SimulatedProvider[], question: number): Pick<Outcome, 'able' | 'unable'> {
  const able: ProviderId[] = [];
  const unable: Unable[] = [];
  for (const provider of providers) {
    const fate = provider.fateOf(question, 0);
    if (fate.fault === 'none' && durationOf(fate) < patienceMs) able.push(provider.id);
    else unable.push({ provider: provider.id, cause: fate.cause });
  }
  return { able, unable };
}

const exact: Difference = { exact: true, lost: 0, repeated: 0, foreign: 0 };
