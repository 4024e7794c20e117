/** Wilson's interval for a share, at 95 %. */
export function intervalOf(hits: number, all: number): readonly [low: number, high: number] {
  const z = 1.96;
  const share = hits / all;
  const middle = share + z ** 2 / (2 * all);
  const half = z * Math.sqrt((share * (1 - share)) / all + z ** 2 / (4 * all ** 2));
  const whole = 1 + z ** 2 / all;
  return [Math.max(0, (middle - half) / whole), Math.min(1, (middle + half) / whole)];
}
