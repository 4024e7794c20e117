import { hour } from './units';

/** From `from` to before `to`, milliseconds since the epoch. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** Finds the spans that touch the hour of a time. */
export function inHours<S extends Span>(spans: readonly S[]): (at: number) => readonly S[] {
  const byHour = new Map<number, S[]>();
  for (const span of spans) {
    for (let at = Math.floor(span.from / hour); at <= span.to / hour; at += 1) {
      byHour.set(at, [...(byHour.get(at) ?? []), span]);
    }
  }
  return (at) => byHour.get(Math.floor(at / hour)) ?? [];
}
