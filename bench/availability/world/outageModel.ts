import type { Host, Remote } from './remote';
import type { IncidentKind } from './world';

export type Range = readonly [low: number, high: number];

/** What years are drawn from. */
export interface OutageModel {
  readonly hosts: Readonly<Record<Host, HostOutages>>;
  /** Of the incidents of one host alone, in any unit. */
  readonly kinds: { readonly [K in IncidentKind]?: number };
  /** How much more often the first two clouds are down at once than chance alone would have it. */
  readonly jointLift: number;
  readonly commonCause: CommonCause;
  readonly spillOver: SpillOver;
  readonly retirement: Retirement;
  readonly kinship: Kinship;
  readonly background: Background;
  /** Share of requests to go on that the model answers in another way than asked. */
  readonly disobeying: number;
  /** What all this rests on. Numbers without a source are our own choice. */
  readonly assumptions: readonly string[];
}

/** Incidents of one host alone. */
export interface HostOutages {
  /** From the end of one to the beginning of the next, on average. */
  readonly gapDays: number;
  /** Durations are log-normal, in minutes. */
  readonly mu: number;
  readonly sigma: number;
  /** Weights of none, minor, major and critical. */
  readonly severities: readonly number[];
}

/** Something that several hosts stand on. */
export interface CommonCause {
  readonly perYear: number;
  readonly kind: IncidentKind;
  readonly medianMinutes: number;
  readonly sigma: number;
  /** Chance that it hits a host. */
  readonly hits: { readonly [H in Host]?: number };
  readonly failing: Range;
}

/** While one provider is down its users come to another. */
export interface SpillOver {
  /** Share of failing requests from which on, and minutes from the beginning of the one to that of the other. */
  readonly fromFailing: number;
  readonly delayMinutes: Range;
  readonly lingersMinutes: Range;
  readonly failing: Range;
  readonly slowdown: Range;
  readonly chances: readonly { readonly from: Remote; readonly to: Remote; readonly chance: number }[];
}

/** A model is switched off, and the user has not read the mails. */
export interface Retirement {
  /** Of each model that is asked. */
  readonly perYear: number;
  /** Until the user has set another model; log-normal. */
  readonly medianMinutes: number;
  readonly sigma: number;
}

/** What providers share that run the same model, or the same host's other one. Shares of the incidents of one model. */
export interface Kinship {
  readonly otherModel: number;
  readonly otherHost: number;
}

/** What fails without any incident. Shares. */
export interface Background {
  readonly failures: number;
  readonly rateLimits: number;
  /** Of these failures: broken off in the stream, fallen silent. The rest is refused. */
  readonly inStream: number;
  readonly silence: number;
}
