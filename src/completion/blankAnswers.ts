import { type Disposable, Emitter } from '../model/event';
import type { Log } from '../model/log';
import type { Route } from '../model/route';

/** Answers in a row of which nothing can be shown. Fewer come from any model, where nothing belongs. */
const suspicious = 20;

/** Notices a model that answers in vain: one that cannot fill in is as healthy as any, and nothing is ever suggested. */
export class BlankAnswers implements Disposable {
  private readonly changed = new Emitter<void>();
  /** By `Route.id`. */
  private readonly runs = new Map<string, number>();

  /** A route has come under suspicion, or is cleared of it. */
  readonly onDidChange = this.changed.event;

  constructor(private readonly log: Log) {}

  /** A route has answered, with something that can be shown or nothing. */
  answered({ id, label, model }: Pick<Route, 'id' | 'label' | 'model'>, isBlank: boolean): void {
    const was = this.inARow(id);
    this.runs.set(id, isBlank ? (this.runs.get(id) ?? 0) + 1 : 0);
    const is = this.inARow(id);
    if ((was === undefined) === (is === undefined)) return;
    if (is !== undefined) this.log.warn(`${label}, ${model}: the last ${is} completions came to nothing.`);
    this.changed.fire();
  }

  /** How many answers of a route came to nothing in a row, where that is suspicious. */
  inARow(routeId: string): number | undefined {
    const run = this.runs.get(routeId) ?? 0;
    return run < suspicious ? undefined : run;
  }

  dispose(): void {
    this.changed.dispose();
  }
}
