import { type Cause, causeOf } from './cause';
import { wordsOf } from '../../failover/scenario/questions';
import { type FaultCause, faultCauses } from '../provider/fate';
import { question } from '../provider/question';
import type { Recovery } from '../provider/recoveries';
import { titleOf } from '../world/remote';
import { patienceMs, type Outcome } from './trial';

/** What a prompt counts; a word of the answer counts one. */
export const promptTokens = 2_000;

/** What became of many questions under one strategy. Plain data, so that it can cross processes. Times in milliseconds. */
export interface Tally {
  questions: number;
  useful: number;
  /** Questions that some provider would have answered well when they were asked, and those of them answered usefully. */
  able: number;
  ableUseful: number;
  /** Questions that were asked while the machine was online, and those of them answered usefully. */
  online: number;
  onlineUseful: number;
  causes: Partial<{ [C in Cause]: number }>;
  /** What was wrong with each provider when a question was asked that none would have served, as text, with how often. */
  allDown: { [text: string]: number };
  /** Answers that were said to be whole and were not, with what was wrong in them, in words. */
  wrong: number;
  lost: number;
  repeated: number;
  requests: number;
  /** Beyond the first of each question. */
  extraRequests: number;
  tokens: number;
  /** Received and not read by the user in the end, and prompts beyond the one of each useful answer. */
  wastedTokens: number;
  /** Over the same answer of a healthy first provider, of each useful answer. */
  addedMs: number[];
  /** Of those whose first request to the first provider would not have gone well. */
  addedWhenFailingMs: number[];
  /** Questions that the first provider could have answered: it was well. Those of them it did answer. */
  firstWell: number;
  firstWellByFirst: number;
  /** Of these: its first request had a hiccup. */
  hiccups: number;
  hiccupsByFirst: number;
  /** How soon the first provider was asked again, by what it had failed of. */
  recoveries: Partial<{ [C in FaultCause]: Recovery[] }>;
  /** Questions that passed over the first provider although it was well and had not asked to be left alone. */
  passedOver: number;
  /** From each first such question to the next that asked the first provider first. */
  returnsMs: number[];
  /** How often a provider was taken out, and how often although it was well. */
  takenOut: number;
  takenOutWell: number;
}

function emptyTally(): Tally {
  return {
    questions: 0,
    useful: 0,
    able: 0,
    ableUseful: 0,
    online: 0,
    onlineUseful: 0,
    causes: {},
    allDown: {},
    wrong: 0,
    lost: 0,
    repeated: 0,
    requests: 0,
    extraRequests: 0,
    tokens: 0,
    wastedTokens: 0,
    addedMs: [],
    addedWhenFailingMs: [],
    firstWell: 0,
    firstWellByFirst: 0,
    hiccups: 0,
    hiccupsByFirst: 0,
    recoveries: {},
    passedOver: 0,
    returnsMs: [],
    takenOut: 0,
    takenOutWell: 0,
  };
}

/** Counts the questions of one trial in the order in which they end. */
export class Counting {
  readonly tally = emptyTally();
  private leftAloneUntil = -Infinity;
  private awaySince: number | undefined;

  constructor(private readonly first: string) {}

  addRecoveries(recoveries: readonly Recovery[]): void {
    const { recoveries: all } = this.tally;
    for (const recovery of recoveries) (all[recovery.cause] ??= []).push(recovery);
  }

  takenOut(isWell: boolean): void {
    this.tally.takenOut += 1;
    if (isWell) this.tally.takenOutWell += 1;
  }

  add(outcome: Outcome): void {
    const { tally } = this;
    tally.questions += 1;
    if (outcome.able.length > 0) tally.able += 1;
    if (outcome.useful) this.addUseful(outcome);
    else {
      const cause = causeOf(outcome, patienceMs);
      tally.causes[cause] = (tally.causes[cause] ?? 0) + 1;
      if (cause === 'all-down') count(tally.allDown, textOf(outcome.unable));
    }
    if (!outcome.offline) {
      tally.online += 1;
      if (outcome.useful) tally.onlineUseful += 1;
    }
    this.addFirst(outcome);
    if (outcome.answer.saysWhole && !outcome.useful) {
      tally.wrong += 1;
      tally.lost += outcome.difference.lost;
      tally.repeated += outcome.difference.repeated + outcome.difference.foreign;
    }
    this.addTraffic(outcome);
    this.addReturn(outcome);
  }

  private addUseful(outcome: Outcome): void {
    const { tally } = this;
    tally.useful += 1;
    if (outcome.able.length > 0) tally.ableUseful += 1;
    const added = outcome.totalMs - outcome.healthyMs;
    tally.addedMs.push(added);
    if (!outcome.able.some((provider) => provider === this.first)) tally.addedWhenFailingMs.push(added);
  }

  private addFirst({ at, firstIsWell, useful, answer, sent }: Outcome): void {
    if (!firstIsWell || at < this.leftAloneUntil) return;
    const { tally } = this;
    const byFirst = useful && answer.by === this.first;
    tally.firstWell += 1;
    if (byFirst) tally.firstWellByFirst += 1;
    if (sent.find(({ provider }) => provider === this.first)?.fate.cause !== 'hiccup') return;
    tally.hiccups += 1;
    if (byFirst) tally.hiccupsByFirst += 1;
  }

  private addTraffic({ sent, useful }: Outcome): void {
    const { tally } = this;
    tally.requests += sent.length;
    tally.extraRequests += Math.max(0, sent.length - 1);
    const accepted = sent.filter(({ fate }) => fate.fault !== 'refused');
    const words = accepted.reduce((sum, one) => sum + one.words, 0);
    const tokens = accepted.length * promptTokens + words;
    tally.tokens += tokens;
    tally.wastedTokens += tokens - (useful ? promptTokens + wordsOf(question).length : 0);
  }

  private addReturn({ at, sent, firstIsWell }: Outcome): void {
    const passedOver = sent[0]?.provider !== this.first;
    const isFree = firstIsWell && at >= this.leftAloneUntil;
    if (passedOver && isFree) {
      this.tally.passedOver += 1;
      this.awaySince ??= at;
    } else if (!firstIsWell) this.awaySince = undefined;
    else if (!passedOver && this.awaySince !== undefined) {
      this.tally.returnsMs.push(Math.max(0, at - this.awaySince));
      this.awaySince = undefined;
    }
    for (const { provider, at: sentAt, fate } of sent) {
      if (provider !== this.first) continue;
      this.leftAloneUntil = Math.max(this.leftAloneUntil, sentAt + fate.headersMs + (fate.failure?.retryAfterMs ?? 0));
    }
  }
}

function textOf(unable: Outcome['unable']): string {
  return unable.map(({ provider, cause = 'slow' }) => `${titleOf(provider)}: ${faultCauses[cause]}`).join('; ');
}

function count(counts: { [text: string]: number }, text: string, more = 1): void {
  counts[text] = (counts[text] ?? 0) + more;
}

export function sumOf(tallies: readonly Tally[]): Tally {
  const sum = emptyTally();
  for (const tally of tallies) {
    sum.questions += tally.questions;
    sum.useful += tally.useful;
    sum.able += tally.able;
    sum.ableUseful += tally.ableUseful;
    for (const cause of Object.keys(tally.causes) as Cause[]) {
      sum.causes[cause] = (sum.causes[cause] ?? 0) + (tally.causes[cause] ?? 0);
    }
    sum.online += tally.online;
    sum.onlineUseful += tally.onlineUseful;
    for (const [text, times] of Object.entries(tally.allDown)) count(sum.allDown, text, times);
    sum.firstWell += tally.firstWell;
    sum.firstWellByFirst += tally.firstWellByFirst;
    sum.hiccups += tally.hiccups;
    sum.hiccupsByFirst += tally.hiccupsByFirst;
    for (const cause of Object.keys(tally.recoveries) as FaultCause[]) {
      sum.recoveries[cause] = [...(sum.recoveries[cause] ?? []), ...(tally.recoveries[cause] ?? [])];
    }
    sum.wrong += tally.wrong;
    sum.lost += tally.lost;
    sum.repeated += tally.repeated;
    sum.requests += tally.requests;
    sum.extraRequests += tally.extraRequests;
    sum.tokens += tally.tokens;
    sum.wastedTokens += tally.wastedTokens;
    sum.addedMs = sum.addedMs.concat(tally.addedMs);
    sum.addedWhenFailingMs = sum.addedWhenFailingMs.concat(tally.addedWhenFailingMs);
    sum.passedOver += tally.passedOver;
    sum.returnsMs = sum.returnsMs.concat(tally.returnsMs);
    sum.takenOut += tally.takenOut;
    sum.takenOutWell += tally.takenOutWell;
  }
  return sum;
}
