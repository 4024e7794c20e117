import { minute } from '../../../simulation/units';
import { VirtualTime } from '../../../simulation/virtualTime';
import { BackEnd, type Speed } from '../model/backEnd';
import { Document } from '../file/document';
import { Editor } from '../file/editor';
import { Oracle, type Strength } from '../model/oracle';
import type { Policy } from '../policies/policy';
import { Reader } from '../person/reader';
import { regionsOf } from '../file/region';
import type { Source } from '../file/source';
import { emptyTally, type Tally } from './tally';
import { Typist } from '../person/typist';
import { User } from '../person/user';

const start = Date.UTC(2026, 0, 5, 9);

/** One policy helps to write all the files, one after the other; each begins with a window of its own. */
export async function tallyOf(
  policy: Policy,
  sources: readonly Source[],
  speed: Speed,
  strength: Strength,
  seed: number,
): Promise<Tally> {
  const tally = emptyTally();
  for (const source of sources) await writeFile(policy, source, speed, strength, seed, tally);
  return tally;
}

async function writeFile(
  policy: Policy,
  source: Source,
  speed: Speed,
  strength: Strength,
  seed: number,
  tally: Tally,
): Promise<void> {
  const time = new VirtualTime(start);
  const oracle = new Oracle(source, strength, seed);
  const backEnd = new BackEnd(oracle, speed, time, seed);
  const assistant = policy.create({ clock: time, backEnd });
  const editor = new Editor(assistant, policy.forwardStable, backEnd, time, tally);
  const typist = new Typist(source, seed);
  const reader = new Reader(seed, source.index);
  const regions = regionsOf(source, seed);
  const work = async (): Promise<void> => {
    for (const [index, region] of regions.entries()) {
      // Down for the middle fifth, by the work done and not by the clock, so that it hits every policy alike.
      backEnd.isDown = speed.outage && index >= regions.length * 0.4 && index < regions.length * 0.6;
      const document = new Document(source, region, regions.slice(index + 1));
      oracle.attend(region);
      await new User(document, editor, typist, reader, time, tally).write();
      tally.written += region.end - region.start;
      if (document.before + document.following !== finalText(document, regions.slice(index + 1))) {
        throw new Error(`${source.path} was not written as it is at ${region.start}.`);
      }
    }
  };
  const progress = { isDone: false };
  const isDone = (): boolean => progress.isDone;
  const working = work().finally(() => {
    tally.duration += time.now() - start;
    progress.isDone = true;
  });
  working.catch(() => undefined);
  while (!isDone()) await time.runUntil(time.now() + minute);
  await working;
  await time.runUntil(time.now() + minute);
  for (const { inputTokens, outputTokens, isFree } of backEnd.exchanges) {
    if (!isFree) tally.requests += 1;
    tally.inputTokens += inputTokens;
    tally.outputTokens += outputTokens;
  }
}

/** What the file must look like now: all but what is still missing. */
function finalText({ source }: Document, missing: Document['region'][]): string {
  let text = source.text;
  for (const { start: from, end } of [...missing].sort((a, b) => b.start - a.start))
    text = text.slice(0, from) + text.slice(end);
  return text;
}
