/** Numbers from one to another, both included. */
const range = (first: number, last: number): readonly number[] =>
  Array.from({ length: last - first + 1 }, (_, index) => first + index);

/** Examples of CommonMark that are drawn otherwise, and why. Nothing else may be, and each of these must be. */
export const deviations: Readonly<Record<string, readonly number[]>> = {
  'raw HTML is shown as the text it is: an answer must not make elements': [
    ...[21, 31, 201, 308, 309, 344, 475, 476, 477, 491, 524, 536, 642, 643],
    ...range(148, 167),
    ...range(169, 191),
    ...[...range(613, 617), 623, ...range(625, 631)],
  ],
  'an address is a link without angle brackets, as on GitHub': [602, 608, 611, 612],
  'an address is shown as a browser reads it, which takes backslashes for slashes': [603],
  'an image is not loaded, and its words say that it is one, also within those of another': [574],
};
