import { setTimeout as wait } from 'node:timers/promises';
import type { Backend, Backends } from '../backend/backends';
import type { Engine, Hosts } from '../engines/engine';
import { exchange, type Exchange, isExact } from './exchange';
import { Host } from '../backend/host';
import type { Protocol } from '../../../tools/wire/protocol';
import { plain } from '../scenario/questions';
import type { Scenario } from '../scenario/scenarios';

/** Milliseconds after the end of an answer in which its engine may still send requests for it. */
const aftermathMs = 20;

/** What is asked of whom, in which protocol A is asked. */
export interface Case {
  readonly engine: Engine;
  readonly protocol: Protocol;
  readonly scenario: Omit<Scenario, 'id' | 'title' | 'kind'>;
  /** What B and C speak, where it is not Chat Completions. */
  readonly protocolOfOthers?: Protocol;
}

/** One question with the requests it took. Those to a server that cannot be reached are known of engines in this process only. */
export interface Asked extends Exchange {
  readonly requestsToA: number | undefined;
  readonly requestsToOthers: number;
  /** Requests to A that came to nothing. */
  readonly wastedOnA: number | undefined;
}

/** A fresh engine asked twice while A stays as it is, or where A comes and goes, twice for each of its states. */
export interface Trial {
  readonly first: Asked;
  readonly second: Asked;
}

export async function trial(backends: Backends, played: Case): Promise<Trial> {
  const { a: script } = played.scenario;
  const stage = await setUp(backends, played);
  const inEachState = async (): Promise<Asked> => {
    let all: Asked | undefined;
    for (const fault of script) {
      if (script.length > 1) await stage.a.become(fault);
      const asked = await stage.ask();
      all = all ? together(all, asked) : asked;
    }
    return all as Asked;
  };
  try {
    return { first: await inEachState(), second: await inEachState() };
  } finally {
    stage.close();
  }
}

/** A fresh engine asked once. */
export async function askedOnce(backends: Backends, played: Case): Promise<Asked> {
  const stage = await setUp(backends, played);
  try {
    return await stage.ask();
  } finally {
    stage.close();
  }
}

interface Stage {
  readonly a: Backend;
  ask(): Promise<Asked>;
  close(): void;
}

async function setUp(backends: Backends, played: Case): Promise<Stage> {
  const { engine, protocol, scenario, protocolOfOthers = 'chat-completions' } = played;
  const { a: script, b, withC, question, patience } = scenario;
  const started = await Promise.all([
    backends.start(script[0]),
    backends.start(b),
    ...(withC ? [backends.start('healthy')] : []),
  ]);
  const [atA, atB, atC] = started as [Backend, Backend, Backend?];
  const hosts: Hosts = [
    new Host('a', protocol, atA),
    new Host('b', protocolOfOthers, atB),
    ...(atC ? [new Host('c', protocolOfOthers, atC)] : []),
  ];
  const ask = engine.open(hosts);
  const counts = (): Promise<readonly number[]> =>
    Promise.all(hosts.map(async (host) => (engine.isApart === true ? host.backend.requests() : host.requests)));
  const unseen = engine.isApart === true && unreachable.has(script[0]);
  return {
    a: atA,
    ask: async () => {
      const before = await counts();
      const seen = await exchange(ask, question, patience);
      if (seen.outcome !== 'answered') await wait(aftermathMs);
      const [toA = 0, ...toOthers] = (await counts()).map((count, index) => count - (before[index] ?? 0));
      const others = toOthers.reduce((sum, count) => sum + count, 0);
      const answeredByA = isExact(seen) && others === 0;
      return {
        ...seen,
        requestsToA: unseen ? undefined : toA,
        requestsToOthers: others,
        wastedOnA: unseen ? undefined : toA - (answeredByA ? 1 : 0),
      };
    },
    close: () => {
      for (const backend of started) backend.close();
    },
  };
}

const unreachable: ReadonlySet<string> = new Set(['refused', 'dns', 'tls-self-signed', 'tls-plain']);

/** The worse of two in each respect, with the requests of both. */
function together(one: Asked, other: Asked): Asked {
  const larger = (of: (asked: Asked) => number): number => Math.max(of(one), of(other));
  return {
    outcome: one.outcome === 'answered' ? other.outcome : one.outcome,
    difference: {
      exact: one.difference.exact && other.difference.exact,
      lost: one.difference.lost + other.difference.lost,
      repeated: one.difference.repeated + other.difference.repeated,
      foreign: one.difference.foreign + other.difference.foreign,
    },
    firstMs:
      one.firstMs === undefined || other.firstMs === undefined ? undefined : Math.max(one.firstMs, other.firstMs),
    totalMs: larger(({ totalMs }) => totalMs),
    longestWaitMs: larger(({ longestWaitMs }) => longestWaitMs),
    takenBack: one.takenBack + other.takenBack,
    text: other.text,
    requestsToA: sum(one.requestsToA, other.requestsToA),
    requestsToOthers: one.requestsToOthers + other.requestsToOthers,
    wastedOnA: sum(one.wastedOnA, other.wastedOnA),
  };
}

function sum(one: number | undefined, other: number | undefined): number | undefined {
  return one === undefined || other === undefined ? undefined : one + other;
}

/** The same engine with B alone. */
export async function direct(backends: Backends, engine: Engine): Promise<Exchange> {
  const backend = await backends.start('healthy');
  try {
    return await exchange(engine.open([new Host('b', 'chat-completions', backend)]), plain, 20_000);
  } finally {
    backend.close();
  }
}
