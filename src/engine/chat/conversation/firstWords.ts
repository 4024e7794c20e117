/** Characters of a title at most. */
const maxTitleChars = 60;

/** The beginning of a prompt as a title: one line, cut between words. Empty for an empty prompt. */
export function firstWords(prompt: string): string {
  const line = prompt.replace(/\s+/gu, ' ').trim();
  if (line.length <= maxTitleChars) return line;
  const cut = line.slice(0, maxTitleChars).replace(/[\uD800-\uDBFF]$/u, '');
  const space = cut.lastIndexOf(' ');
  return `${space > maxTitleChars / 2 ? cut.slice(0, space) : cut}…`;
}
