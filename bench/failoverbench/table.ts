import type { Score } from './run';

/** The score as a table in Markdown. */
export function tableOf({ profile, seconds, verdicts, scenarios }: Score): string {
  const rows = scenarios.map(({ id, title, verdict, reason, metrics }) => {
    const asked = `${metrics.attempts_primary} + ${metrics.attempts_fallback}`;
    return `| ${id} | ${title} | ${verdict} | ${asked} | ${metrics.elapsed_s.toFixed(1)} | ${reason} |`;
  });
  const sums = Object.entries(verdicts).map(([verdict, count]) => `${count} ${verdict}`);
  return [
    '| | Scenario | Verdict | Asked: first + fallback | Seconds | Why |',
    '| --- | --- | --- | --- | --- | --- |',
    ...rows,
    '',
    `${sums.join(', ')} in ${seconds.toFixed(0)} s (profile ${profile})`,
    '',
  ].join('\n');
}
