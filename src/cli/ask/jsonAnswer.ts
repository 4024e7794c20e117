import type { Json } from '../../engine/model';

/** An answer that is a single fence, perhaps with words around it. */
const fence = /^[^`]*?(`{3,})(?:json)?[ \t]*\n([\s\S]*?)\n?\1[^`]*$/i;

/** The JSON of an answer; undefined where it is none. Pure. */
export function jsonIn(answer: string): { readonly value: Json } | undefined {
  const inFence = fence.exec(answer.trim())?.[2];
  for (const text of [answer, ...(inFence === undefined ? [] : [inFence])]) {
    try {
      return { value: JSON.parse(text) as Json };
    } catch {
      // The next form.
    }
  }
  return undefined;
}
