import type { AttemptRecord } from '../../failover/api/answer';
import type { DocumentStore } from '../../storage/documentStore';
import { SharedDocument } from '../../storage/sharedDocument';
import { BoundedMap } from '../../model/async/boundedMap';
import type { Clock } from '../../model/async/clock';
import type { Disposable } from '../../model/async/event';
import type { Log } from '../../model/log';
import type { CompletionObserver, SuggestionFacts } from '../api/completionObserver';
import { added, type Counter, type TimeSpan, timeSpan } from './statisticsCounts';
import {
  canonical,
  type Days,
  foldedShares,
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
  /** Unique to this window: letters, digits and `-`. */
  readonly windowId: string;
  /** Keeps the counts after the window is closed; without it they are lost with the window. */
  readonly store?: DocumentStore;
}

/** Days that are kept, today included. */
const maxDays = 90;
/** Characters of JSON; the oldest days go first. */
const maxLedgerChars = 500_000;
/** Days after which no window counts on a day any more. */
const foldedAfterDays = 2;
/** Suggestions that may still be accepted or typed. */
const maxOpenSuggestions = 500;
/** Characters of a suggestion that count as the whole when typed by hand. */
const typedThroughChars = 10;
const writeDelayMs = 30_000;

interface OpenSuggestion {
  readonly row: string;
  readonly length: number;
  readonly counted: Set<Counter>;
}

/**
 * Counts the fate of suggestions, as far as an editor reports it, and their cost: by day, language and route, on this
 * machine only. Stores no text and no file name. Several windows count into one document.
 */
export class CompletionStatistics implements CompletionObserver, Disposable {
  private readonly suggestions = new BoundedMap<string, OpenSuggestion>(maxOpenSuggestions);
  /** Counts of this window, by day and row. */
  private readonly ownCounts = new Map<string, Record<string, Record<string, number>>>();
  /** The last state of the document; this window's share may be in it. */
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

  /** A request to a provider has ended, see `RunOptions.onAttempt`. */
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

  /** The first `characters` of the suggestion stand before the cursor, typed by hand. */
  typed(id: string, characters: number): void {
    const suggestion = this.suggestions.get(id);
    if (suggestion && characters >= Math.min(suggestion.length, typedThroughChars)) this.countOnce(id, 'typedThrough');
  }

  /** The counts of all windows over the last `days`, today included. */
  summary(days: number): Summary {
    const first = dayOf(this.deps.clock.now(), 1 - days);
    const shares = Object.entries(this.collect().days).flatMap(([day, each]) => (day >= first ? each : []));
    return summaryOf(shares.reduce<Rows>((rows, share) => mergedRows(rows, share.rows, added), {}));
  }

  /** Forgets all counts, in every window. */
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
    // A host may report any number of tokens, and an invalid number would make the ledger unreadable.
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

  /** The days that are kept; the shares of an old day become one share. */
  private bounded(days: Days): Days {
    const now = this.deps.clock.now();
    // One day ahead is allowed: the machine may have changed its time zone.
    const [first, last] = [dayOf(now, 1 - maxDays), dayOf(now, 1)];
    const foldedUntil = dayOf(now, -foldedAfterDays);
    let left = maxLedgerChars;
    const kept = Object.entries(days)
      .filter(([day]) => day >= first && day <= last)
      .sort(([a], [b]) => (a < b ? 1 : -1))
      .map(([day, shares]) => [day, day <= foldedUntil ? foldedShares(shares) : shares] as const)
      .filter(([, shares]) => (left -= JSON.stringify(shares).length) >= 0);
    return Object.fromEntries(kept);
  }
}

function mergedDays(a: Days, b: Days): Days {
  const names = new Set([...Object.keys(a), ...Object.keys(b)]);
  return Object.fromEntries([...names].map((day) => [day, mergedShares([...(a[day] ?? []), ...(b[day] ?? [])])]));
}

/** The day of a time on this machine, `later` days later. */
function dayOf(ms: number, later = 0): string {
  const date = new Date(ms);
  date.setDate(date.getDate() + later);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
