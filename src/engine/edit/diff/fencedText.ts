/** A text in a fence that none of its lines ends. `language`: what the fence names, empty where it names nothing. */
export function fencedText(text: string, language: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`{3,}/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language}\n${text}\n${fence}`;
}
