import type { Asked } from './asked';

const region = /^<(region(?:-\d+)?)>\n([\s\S]*?)^<\/\1>$/m;

/** The answer to an inline edit; undefined where none is asked for. What it is depends on the instruction alone. */
export function inlineEditAnswer({ turns }: Asked): string | undefined {
  const question = turns.find(({ role, text }) => role === 'user' && /^Instruction: /m.test(text))?.text;
  const [, mark, inner] = (question === undefined ? undefined : region.exec(question)) ?? [];
  if (question === undefined || mark === undefined || inner === undefined) return undefined;
  const instruction = question.slice(question.lastIndexOf('\nInstruction: ') + '\nInstruction: '.length);
  if (/^talk/i.test(instruction)) return 'I would rather talk about it.';
  return `<${mark}>\n${edited(inner, instruction)}</${mark}>`;
}

/** "replace A by B", "delete", "write N lines"; else the instruction as a comment above. */
function edited(text: string, instruction: string): string {
  const words = /^replace (\S+) by (\S+)/i.exec(instruction);
  if (words) return text.replaceAll(words[1] ?? '', words[2] ?? '');
  if (/^delete/i.test(instruction)) return '';
  const indent = /^[ \t]*/.exec(text)?.[0] ?? '';
  const count = Number(/^write (\d+) lines/i.exec(instruction)?.[1] ?? 0);
  if (count > 0) {
    return Array.from({ length: count }, (_, index) => `${indent}step(${index + 1});\n`).join('');
  }
  return `${indent}// ${instruction}\n${text}`;
}
