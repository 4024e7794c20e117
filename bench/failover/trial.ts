import { setTimeout as wait } from 'node:timers/promises';
import type { Backends } from './backends';
import { german, plain, type Question } from './count';
import type { Engine } from './engines/engine';
import { exchange, type Exchange } from './exchange';
import type { Fault } from './faults';
import { Host } from './host';

/** Milliseconds after the end of an answer in which its engine may still send requests for it. */
const aftermath = 20;

/** One question with the requests it took. */
export interface Asked extends Exchange {
  readonly requestsToA: number;
  readonly requestsToB: number;
}

/** A fresh engine asked twice while A stays as it is. */
export interface Trial {
  readonly first: Asked;
  readonly second: Asked;
}

export async function trial(backends: Backends, engine: Engine, fault: Fault): Promise<Trial> {
  const [first, second] = await Promise.all([backends.start(fault), backends.start('healthy')]);
  const a = new Host('a', first);
  const b = new Host('b', second);
  const ask = engine.open([a, b]);
  const once = async (): Promise<Asked> => {
    const before = { a: a.requests, b: b.requests };
    const seen = await exchange(ask, questionFor(fault));
    if (seen.outcome !== 'answered') await wait(aftermath);
    return { ...seen, requestsToA: a.requests - before.a, requestsToB: b.requests - before.b };
  };
  try {
    return { first: await once(), second: await once() };
  } finally {
    first.close();
    second.close();
  }
}

/** The same engine with B alone. */
export async function direct(backends: Backends, engine: Engine): Promise<Exchange> {
  const backend = await backends.start('healthy');
  try {
    return await exchange(engine.open([new Host('b', backend)]), plain);
  } finally {
    backend.close();
  }
}

function questionFor(fault: Fault): Question {
  return fault === 'closed-in-character' ? german : plain;
}
