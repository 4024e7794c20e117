import { mask } from '../../../privacy/secretText';

/**
 * The lines with the secrets that were masked when they were sent. Undefined where a line with a mask is not one that was
 * sent: nothing says which secret is meant.
 */
export function withSecrets(
  lines: readonly string[],
  region: readonly string[],
  seen: readonly string[],
): readonly string[] | undefined {
  const masked = new Map<string, string>();
  const unclear = new Set<string>();
  for (const [index, line] of seen.entries()) {
    const whole = region[index] ?? '';
    if (line === whole) continue;
    const key = line.trim();
    if (masked.has(key) && masked.get(key) !== whole.trim()) unclear.add(key);
    masked.set(key, whole.trim());
  }
  if (masked.size === 0) return lines;
  const out: string[] = [];
  for (const line of lines) {
    const key = line.trim();
    const whole = masked.get(key);
    if (unclear.has(key)) return undefined;
    if (whole !== undefined) out.push(line.slice(0, line.length - line.trimStart().length) + whole);
    else if (line.includes(mask) && !region.includes(line)) return undefined;
    else out.push(line);
  }
  return out;
}
