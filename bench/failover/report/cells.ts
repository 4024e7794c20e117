import { duration } from '../../report/numbers';
import type { Verdict } from '../trial/verdict';

/** What a person would say of a verdict, in the length of a table's cell. */
export function verdictCell(verdict: Verdict): string {
  if (verdict.exact) return `exact ${added(verdict.addedTotalMs)}`;
  const damage = damageOf(verdict);
  switch (verdict.outcome) {
    case 'answered':
      return `**wrong**: ${damage}`;
    case 'error':
      return `error ${duration(verdict.totalMs)}: ${damage}`;
    case 'no-answer':
      return `waiting: ${damage}`;
  }
}

/** Requests to A and to all others. */
export function requestsCell({ requestsToA, requestsToOthers }: Verdict): string {
  return `${requestsToA ?? '?'}/${requestsToOthers}`;
}

function damageOf({ lost, repeated, foreign, firstMs }: Verdict): string {
  if (firstMs === undefined) return 'nothing';
  const damages = [`${lost} lost`, `${repeated} repeated`, `${foreign} broken`].filter(
    (text) => !text.startsWith('0 '),
  );
  return damages.length > 0 ? damages.join(', ') : 'nothing lost';
}

export function added(ms: number | undefined): string {
  if (ms === undefined || Number.isNaN(ms)) return '–';
  return ms < 0 ? `−${duration(-ms)}` : `+${duration(ms)}`;
}
