import type { AttemptRecord } from '../../failover/api/answer';
import type { DocumentStore } from '../../storage/documentStore';
import { SharedDocument } from '../../storage/sharedDocument';
import { BoundedMap } from '../../model/boundedMap';
import type { Clock } from '../../model/clock';
import type { Disposable } from '../../model/event';
import type { Log } from '../../model/log';
import type { CompletionObserver, SuggestionFacts } from '../api/completionObserver';
import { added, type Counter, type TimeSpan, timeSpan } from './statisticsCounts';
import {
  canonical,
  type Days,
  folded,
  type Ledger,
  ledgerVersion,
  mergedRows,
  mergedShares,
  parseLedger,
  rowKey,
  type Rows,
} from './statisticsLedger';
import { type Summary, summaryOf } from './statisticsSummary';

export interface CompletionStatisticsDeps {
  readonly clock: Clock;
  readonly log: Log;
  /** Of this window alone, letters, digits and `-`. */
  readonly windowId: string;
  /** Where the counts outlive the window; they are forgotten with it where absent. */
  readonly store?: DocumentStore;
}

/** Days that are kept, today included. */
const maxDays = 90;
/** Characters of JSON that are kept; the oldest days go first. */
const maxLedgerChars = 500_000;
/** A day this long ago is counted on by no window any more. */
const foldedAfterDays = 2;
/** Suggestions whose fate may still be told. */
const maxOpenSuggestions = 500;
/** Characters typed of a suggestion by hand that make it as good as taken. */
const typedThroughChars = 10;
const writeDelayMs = 30_000;

interface OpenSuggestion {
  readonly row: string;
  readonly length: number;
  readonly counted: Set<Counter>;
}

/**
 * Counts what becomes of suggestions, as far as an editor tells, and what they cost: numbers by day, language and route, on
 * this machine only. Knows no text and no file. Several windows count into one document.
 */
export class CompletionStatistics implements CompletionObserver, Disposable {
  private readonly suggestions = new BoundedMap<string, OpenSuggestion>(maxOpenSuggestions);
  /** Of this window, by day and row. */
  private readonly ownCounts = new Map<string, Record<string, Record<string, number>>>();
  /** What the document said last; this window's share may be in it. */
  private ledger: Ledger = { resets: 0, days: {} };
  private readonly document: SharedDocument | undefined;

  constructor(private readonly deps: CompletionStatisticsDeps) {
    const { clock, log, store } = deps;
    this.document =
      store &&
      new SharedDocument(
        {
          name: 'completion statistics',
          version: ledgerVersion,
          collect: () => this.collect(),
          absorb: (theirs, onLost) => this.absorb(theirs, onLost),
        },
        { clock, log, store, delayMs: writeDelayMs },
      );
  }

  /** A request to a provider has ended, as `RunOptions.onAttempt` tells it. */
  attempted(languageId: string, { route, outcome, usage }: AttemptRecord): void {
    const row = rowKey(languageId, route.id);
    this.count(row, 'requests');
    if (outcome === 'failed') this.count(row, 'failed');
    this.count(row, 'inputTokens', usage?.inputTokens ?? 0);
    this.count(row, 'outputTokens', usage?.outputTokens ?? 0);
  }

  offered({ id, languageId, routeId, length, ms }: SuggestionFacts): void {
    if (this.suggestions.has(id)) return;
    const row = rowKey(languageId, routeId);
    this.suggestions.set(id, { row, length, counted: new Set() });
    this.count(row, 'offered');
    this.count(row, ms === undefined ? 'fromMemory' : timeSpan(ms));
  }

  /** The editor ran the command of the suggestion. */
  accepted(id: string): void {
    this.countOnce(id, 'accepted');
  }

  /** So many characters of the suggestion now stand before the cursor, typed by hand. */
  typed(id: string, characters: number): void {
    const suggestion = this.suggestions.get(id);
    if (suggestion && characters >= Math.min(suggestion.length, typedThroughChars)) this.countOnce(id, 'typedThrough');
  }

  /** What was counted in all windows on so many days, today included. */
  summary(days: number): Summary {
    const first = dayOf(this.deps.clock.now(), 1 - days);
    const shares = Object.entries(this.collect().days).flatMap(([day, each]) => (day >= first ? each : []));
    return summaryOf(shares.reduce<Rows>((rows, share) => mergedRows(rows, share.rows, added), {}));
  }

  /** Begins anew, in every window. */
  reset(): void {
    this.startFrom({ resets: this.ledger.resets + 1, days: {} });
    this.document?.changed();
  }

  dispose(): void {
    this.document?.dispose();
  }

  private countOnce(id: string, counter: 'accepted' | 'typedThrough'): void {
    const suggestion = this.suggestions.get(id);
    if (!suggestion || suggestion.counted.has(counter)) return;
    suggestion.counted.add(counter);
    this.count(suggestion.row, counter);
  }

  private count(row: string, name: Counter | TimeSpan, by = 1): void {
    // What a host tells of tokens may be anything; a ledger with anything in it could not be read.
    if (!Number.isSafeInteger(by) || by <= 0) return;
    const today = dayOf(this.deps.clock.now());
    const rows = this.ownCounts.get(today) ?? {};
    const counts = (rows[row] ??= {});
    counts[name] = (counts[name] ?? 0) + by;
    this.ownCounts.set(today, rows);
    this.document?.changed();
  }

  private startFrom(ledger: Ledger): void {
    this.ledger = ledger;
    this.ownCounts.clear();
    this.suggestions.clear();
  }

  private collect(): Ledger {
    const mine = [...this.ownCounts].map(([day, rows]) => [day, [{ windows: [this.deps.windowId], rows }]] as const);
    const days = this.bounded(mergedDays(this.ledger.days, Object.fromEntries(mine)));
    return canonical({ resets: this.ledger.resets, days });
  }

  private absorb(theirs: unknown, onLost: () => void): 'same' | 'we-know-more' | 'unreadable' {
    const ledger = parseLedger(theirs, onLost);
    if (!ledger) return 'unreadable';
    if (ledger.resets > this.ledger.resets) this.startFrom(ledger);
    else if (ledger.resets === this.ledger.resets) {
      this.ledger = { ...ledger, days: this.bounded(mergedDays(this.ledger.days, ledger.days)) };
    }
    return JSON.stringify(this.collect()) === JSON.stringify(ledger) ? 'same' : 'we-know-more';
  }

  /** The kept days, each of the old ones in one share. */
  private bounded(days: Days): Days {
    const now = this.deps.clock.now();
    // One day ahead is forgiven: the machine may have travelled.
    const [first, last] = [dayOf(now, 1 - maxDays), dayOf(now, 1)];
    const foldedUntil = dayOf(now, -foldedAfterDays);
    let left = maxLedgerChars;
    const kept = Object.entries(days)
      .filter(([day]) => day >= first && day <= last)
      .sort(([a], [b]) => (a < b ? 1 : -1))
      .map(([day, shares]) => [day, day <= foldedUntil ? folded(shares) : shares] as const)
      .filter(([, shares]) => (left -= JSON.stringify(shares).length) >= 0);
    return Object.fromEntries(kept);
  }
}

function mergedDays(a: Days, b: Days): Days {
  const names = new Set([...Object.keys(a), ...Object.keys(b)]);
  return Object.fromEntries([...names].map((day) => [day, mergedShares([...(a[day] ?? []), ...(b[day] ?? [])])]));
}

/** The day of a time on this machine, or the one so many days later. */
function dayOf(ms: number, later = 0): string {
  const date = new Date(ms);
  date.setDate(date.getDate() + later);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
