import { readModelName } from './modelName';

/** Whether two hosts call one model so. A name without a date stands for any snapshot. */
export function isSameModel(a: string, b: string): boolean {
  const [x, y] = [readModelName(a), readModelName(b)];
  return x.name === y.name && (x.date === undefined || y.date === undefined || x.date === y.date);
}
