import { readFileSync } from 'node:fs';
import type { BackEnd } from './backEnd';
import type { FloorCall } from './floor/call';
import { type KeyTime, keyAt } from './keyTimes';
import { waitsAt } from './practice';
import type { Stage } from './stage';

/** Who answers: the floor at once, the floor after a wait, Everpair from a back end that waits as long. */
export type Arm = 'floor' | 'floorWaiting' | 'everpair';

/** A key and its ghost text, in milliseconds from the key. */
export interface Sample {
  readonly arm: Arm;
  readonly place: number;
  /** Until the extension was called; not known of Everpair, which is not changed for this. */
  readonly called?: number;
  /** Until the request arrived. */
  readonly asked?: number;
  /** Until the answer was given or sent. */
  readonly answered?: number;
  readonly shown: number;
}

export interface Rounds {
  readonly samples: readonly Sample[];
  /** Keys behind which no ghost text came. */
  readonly missed: Readonly<Record<Arm, number>>;
}

/** The first rounds warm up both windows and are not counted. */
const warmUp = 4;

/** Places that so many rounds need. */
export function placesFor(rounds: number): number {
  return (rounds + warmUp) * 2;
}

/** Floor and Everpair by turns, at the same places: whatever else the machine does meets both of them. */
export async function measure(
  rounds: number,
  floor: Stage,
  everpair: Stage,
  backEnd: BackEnd,
  floorLog: string,
): Promise<Rounds> {
  const missed = { floor: 0, floorWaiting: 0, everpair: 0 };
  const keys: { readonly arm: Arm; readonly key: KeyTime }[] = [];
  for (let place = 0; place < placesFor(rounds); place += 1) {
    const both = [
      { arm: waitsAt(place) ? ('floorWaiting' as const) : ('floor' as const), stage: floor },
      { arm: 'everpair' as const, stage: everpair },
    ];
    for (const { arm, stage } of both) {
      const key = await keyAt(place, stage);
      if (place < warmUp * 2) continue;
      if (key) keys.push({ arm, key });
      else missed[arm] += 1;
    }
  }
  const calls = readCalls(floorLog);
  const samples = keys.map(({ arm, key }) => ({
    arm,
    place: key.place,
    ...(arm === 'everpair' ? partsOfRequest(key, backEnd) : partsOfCall(key, calls)),
    shown: key.shown - key.pressed,
  }));
  return { samples, missed };
}

function readCalls(floorLog: string): readonly FloorCall[] {
  const lines = readFileSync(floorLog, 'utf8').trim().split('\n');
  return lines.map((line) => JSON.parse(line) as FloorCall);
}

function partsOfCall({ place, pressed, shown }: KeyTime, calls: readonly FloorCall[]): Partial<Sample> {
  const call = calls.find((each) => each.place === place && each.called > pressed && each.answered < shown);
  return call ? { called: call.called - pressed, answered: call.answered - pressed } : {};
}

function partsOfRequest({ pressed, shown }: KeyTime, { served }: BackEnd): Partial<Sample> {
  const request = served.find(({ arrived, sent = Infinity }) => arrived > pressed && sent < shown);
  return request?.sent === undefined ? {} : { asked: request.arrived - pressed, answered: request.sent - pressed };
}
