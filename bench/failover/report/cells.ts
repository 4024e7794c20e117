import type { Verdict } from '../matrix';

/** What a person would say of a verdict, in the length of a table's cell. */
export function verdictCell(verdict: Verdict, words: number): string {
  if (verdict.exact) return `exact ${added(verdict.addedTotalMs)}`;
  const damage = damageOf(verdict, words);
  switch (verdict.outcome) {
    case 'answered':
      return `**wrong, said to be whole**: ${damage}`;
    case 'error':
      return `error after ${duration(verdict.totalMs)}: ${damage}`;
    case 'no-answer':
      return `still waiting: ${damage}`;
  }
}

function damageOf({ lost, repeated, foreign }: Verdict, words: number): string {
  if (lost === words) return 'nothing shown';
  const damages = [`${lost} lost`, `${repeated} repeated`, `${foreign} broken`].filter(
    (text) => !text.startsWith('0 '),
  );
  return damages.length > 0 ? damages.join(', ') : 'nothing lost';
}

export function added(ms: number | undefined): string {
  if (ms === undefined) return '–';
  return ms < 0 ? `−${duration(-ms)}` : `+${duration(ms)}`;
}

export function duration(ms: number): string {
  if (ms >= 1_000) return `${(ms / 1_000).toFixed(1)} s`;
  return ms >= 10 ? `${Math.round(ms)} ms` : `${ms.toFixed(1)} ms`;
}
