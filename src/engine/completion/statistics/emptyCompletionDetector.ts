import { type Disposable, Emitter } from '../../model/async/event';
import type { Log } from '../../model/log';
import type { Route } from '../../model/route/route';

/** Empty answers in a row. Any model gives a few where nothing belongs. */
const suspiciousCount = 20;

/** Finds models with only empty answers: a model that cannot fill in looks as healthy as any other. */
export class EmptyCompletionDetector implements Disposable {
  private readonly changed = new Emitter<void>();
  /** By `Route.id`. */
  private readonly emptyInARow = new Map<string, number>();

  /** A route has become suspicious, or is no longer. */
  readonly onDidChange = this.changed.event;

  constructor(private readonly log: Log) {}

  /** A route has answered; `isEmptyText` where nothing of the answer can be shown. */
  answered({ id, label, model }: Pick<Route, 'id' | 'label' | 'model'>, isEmptyText: boolean): void {
    const was = this.areAllEmpty(id);
    this.emptyInARow.set(id, isEmptyText ? (this.emptyInARow.get(id) ?? 0) + 1 : 0);
    const is = this.areAllEmpty(id);
    if (was === is) return;
    const advice = 'Perhaps another completionModel does better';
    if (is) this.log.warn(`${label}, ${model}: the last ${suspiciousCount} completions came to nothing. ${advice}.`);
    this.changed.fire();
  }

  /** Whether the last answers of a route were all empty, and enough of them to be suspicious. */
  areAllEmpty(routeId: string): boolean {
    return (this.emptyInARow.get(routeId) ?? 0) >= suspiciousCount;
  }

  dispose(): void {
    this.changed.dispose();
  }
}
