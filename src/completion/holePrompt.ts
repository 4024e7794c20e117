import { textMessage } from '../model/message';
import type { ChatRequest } from '../model/request';
import type { Hole } from './hole';

/** Stands for the cursor in the file that a chat model is shown. */
const mark = '{{FILL_HERE}}';

/** The same for every request, so that vendors can cache it. */
const system = `You complete code inside an editor. The user shows a file in which ${mark} marks the cursor.
Answer with exactly the text that belongs at the mark, between <COMPLETION> and </COMPLETION>, and nothing else:
- no explanation, no markdown, no code fence;
- do not repeat what stands before or behind the mark;
- keep the file's indentation and style; write one line, or one whole block where a block begins at the mark;
- when nothing belongs there, answer <COMPLETION></COMPLETION>.`;

/** The hole as a question to a model that can only chat. */
export function holeRequest(hole: Hole, maxOutputTokens: number): ChatRequest {
  const file = `File: ${hole.path}\nLanguage: ${hole.languageId}\n\n${hole.prefix}${mark}${hole.suffix}`;
  return { system, messages: [textMessage('user', file)], maxOutputTokens, stop: ['</COMPLETION>'] };
}
