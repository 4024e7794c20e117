import type { AttemptRecord } from '../../failover/api/answer';
import { BoundedMap } from '../../model/async/boundedMap';
import type { Clock } from '../../model/async/clock';
import type { Disposable } from '../../model/async/event';
import type { CompletionObserver, SuggestionFacts } from '../api/completionObserver';
import type { DailyCounts } from './dailyCounts';
import { dayOf } from './day';
import { type Counter, type TimeSpan, timeSpan } from './statisticsCounts';
import { type Summary, summaryOf } from './statisticsSummary';

export interface CompletionStatisticsDeps {
  readonly clock: Clock;
  readonly counts: DailyCounts;
}

/** Suggestions that may still be accepted or typed. */
const maxOpenSuggestions = 500;
/** Characters of a suggestion that count as the whole when typed by hand. */
const typedThroughChars = 10;

interface OpenSuggestion {
  readonly language: string;
  readonly route: string;
  readonly length: number;
  readonly counted: Set<Counter>;
}

/**
 * Counts the fate of suggestions, as far as an editor reports it, and their cost: by day, language and route, on this
 * machine only. Stores no text and no file name. All windows count together.
 */
export class CompletionStatistics implements CompletionObserver, Disposable {
  private readonly suggestions = new BoundedMap<string, OpenSuggestion>(maxOpenSuggestions);
  private readonly subscription: Disposable;

  constructor(private readonly deps: CompletionStatisticsDeps) {
    this.subscription = deps.counts.onDidReset(() => this.suggestions.clear());
  }

  /** A request to a provider has ended, see `RunOptions.onAttempt`. */
  attempted(languageId: string, { route, outcome, usage }: AttemptRecord): void {
    const place = placeOf(languageId, route.id);
    this.count(place, 'requests');
    if (outcome === 'failed') this.count(place, 'failed');
    this.count(place, 'inputTokens', usage?.inputTokens ?? 0);
    this.count(place, 'outputTokens', usage?.outputTokens ?? 0);
  }

  offered({ id, languageId, routeId, length, ms }: SuggestionFacts): void {
    if (this.suggestions.has(id)) return;
    const place = placeOf(languageId, routeId);
    this.suggestions.set(id, { ...place, length, counted: new Set() });
    this.count(place, 'offered');
    this.count(place, ms === undefined ? 'fromMemory' : timeSpan(ms));
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
    const now = this.deps.clock.now();
    // One day ahead is allowed: the machine may have changed its time zone.
    return summaryOf(this.deps.counts.between(dayOf(now, 1 - days), dayOf(now, 1)));
  }

  /** Forgets all counts, in every window. */
  reset(): void {
    this.deps.counts.reset();
    this.suggestions.clear();
  }

  dispose(): void {
    this.subscription.dispose();
  }

  private countOnce(id: string, counter: 'accepted' | 'typedThrough'): void {
    const suggestion = this.suggestions.get(id);
    if (!suggestion || suggestion.counted.has(counter)) return;
    suggestion.counted.add(counter);
    this.count(suggestion, counter);
  }

  private count({ language, route }: Place, name: Counter | TimeSpan, by = 1): void {
    // A host may report any number of tokens.
    if (!Number.isSafeInteger(by) || by <= 0) return;
    this.deps.counts.add({ day: dayOf(this.deps.clock.now()), language, route, name, count: by });
  }
}

type Place = Pick<OpenSuggestion, 'language' | 'route'>;

function placeOf(languageId: string, routeId: string): Place {
  return { language: languageId.replace(/\s+/g, '-').slice(0, 100), route: routeId.slice(0, 300) };
}
