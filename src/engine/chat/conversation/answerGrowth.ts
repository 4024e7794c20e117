import type { Answer } from './answerState';

/** What an answer's text and thoughts grew by; empty where one of them did not. */
export interface AnswerGrowth {
  readonly text: string;
  readonly thinking: string;
}

/** Undefined where more than that has changed, or something was taken back. Text and thoughts come many times a second, all else seldom. */
export function growthOf(before: Answer, after: Answer): AnswerGrowth | undefined {
  if (after.state.type !== 'writing') return undefined;
  if (!after.text.startsWith(before.text) || !after.thinking.startsWith(before.thinking)) return undefined;
  const thinking = after.thinking.slice(before.thinking.length);
  const mayChange = new Set<keyof Answer>(['text', 'thinking', ...(thinking === '' ? [] : ['thinkingMs' as const])]);
  const keys = [...Object.keys(before), ...Object.keys(after)] as (keyof Answer)[];
  if (!keys.every((key) => mayChange.has(key) || before[key] === after[key])) return undefined;
  return { text: after.text.slice(before.text.length), thinking };
}
