/**
 * A request's JSON without halves of characters: strict hosts answer 400 to one, and so to every later request of the
 * conversation. `JSON.stringify` writes pairs as they are and single halves as escapes, so that every such escape is one.
 */
export function wellFormedBody(json: string): string {
  if (!/\\ud[89a-f]/i.test(json)) return json;
  return json.replace(/\\(?:ud[89a-f][0-9a-f]{2}|.)/gis, (escape) => (/^\\ud/i.test(escape) ? '\\ufffd' : escape));
}
