import type { Route } from '../../../model/route/route';

/** In-flight completions of each route. */
export class InFlightCount {
  private readonly counts = new Map<string, number>();

  begin({ id }: Route): void {
    this.counts.set(id, (this.counts.get(id) ?? 0) + 1);
  }

  end({ id }: Route): void {
    const left = (this.counts.get(id) ?? 0) - 1;
    if (left > 0) this.counts.set(id, left);
    else this.counts.delete(id);
  }

  isIdle({ id }: Route): boolean {
    return !this.counts.has(id);
  }
}
