import type { TextPart } from '../../model/request/message';
import type { ChatRequest } from '../../model/request/request';
import type { ReleasedCursorContext } from '../api/cursorContext';
import type { CompletionContext } from '../api/completionContext';

/** Lines that are requested beyond the cursor's line. */
const lookAheadLines = 8;

/** The same for every request, so that vendors can cache it. */
function instructions(mark: string): string {
  return `You complete code inside an editor. The user shows a file in which ${mark} marks the cursor, perhaps with parts of other files.
Answer with exactly the text that belongs at the mark, between <COMPLETION> and </COMPLETION>, and nothing else:
- no explanation, no markdown, no code fence;
- finish the line at the mark; go on with the lines that follow, ${lookAheadLines} at most, only where it is clear what they are;
- stop where the block around the mark ends, and before anything that stands behind the mark already;
- do not repeat what stands before or behind the mark;
- begin in the middle of the line where the mark stands there, and keep the indentation and style of the file;
- when nothing belongs there, answer <COMPLETION></COMPLETION>.`;
}

/**
 * The hole as a question to a chat model. What stays the same from key to key comes first, in a part of its own, and
 * what changes comes last, so that the caches of vendors and servers hold the longest beginning.
 */
export function holeRequest(
  hole: ReleasedCursorContext,
  { snippets, diagnostics }: CompletionContext,
  maxOutputTokens: number,
): ChatRequest {
  const mark = markFor(hole.prefix + hole.suffix);
  const others = [...snippets].reverse().map(({ path, text }) => inTags(`path=${quoted(path)}`, text));
  const context: TextPart[] =
    others.length === 0
      ? []
      : [{ type: 'text', text: `Parts of other files:\n\n${others.join('\n\n')}`, cacheable: true }];
  const file = inTags(
    `path=${quoted(hole.path)} language=${quoted(hole.languageId)}`,
    `${hole.prefix}${mark}${hole.suffix}`,
  );
  const problems =
    diagnostics.length === 0
      ? ''
      : `\n\nThe editor reports near the mark:\n${diagnostics.map((line) => `- ${line}`).join('\n')}`;
  const question = `\n\nWhat belongs at ${mark}? Answer between <COMPLETION> and </COMPLETION>.`;
  return {
    system: instructions(mark),
    messages: [{ role: 'user', parts: [...context, { type: 'text', text: `${file}${problems}${question}` }] }],
    maxOutputTokens,
    stop: ['</COMPLETION>'],
  };
}

/** Stands for the cursor; numbered where the file itself contains the usual mark. */
function markFor(text: string): string {
  let mark = '{{FILL_HERE}}';
  for (let number = 2; text.includes(mark); number += 1) mark = `{{FILL_HERE_${number}}}`;
  return mark;
}

function inTags(attributes: string, text: string): string {
  return `<FILE ${attributes}>\n${text.endsWith('\n') ? text : `${text}\n`}</FILE>`;
}

function quoted(text: string): string {
  return `"${text.replaceAll('"', "'")}"`;
}
