export function percent(share: number, digits = 2): string {
  return `${(share * 100).toFixed(digits)} %`;
}

export function counted(number: number): string {
  return number.toLocaleString('en-US');
}

/** Less than a millisecond is shown as zero. */
export function added(ms: number): string {
  if (Math.abs(ms) < 1) return '0';
  return ms < 0 ? `−${duration(-ms)}` : `+${duration(ms)}`;
}

/** Milliseconds in words. */
export function duration(ms: number): string {
  if (ms >= 1_000) return `${(ms / 1_000).toFixed(1)} s`;
  return ms >= 10 ? `${Math.round(ms)} ms` : `${ms.toFixed(1)} ms`;
}
