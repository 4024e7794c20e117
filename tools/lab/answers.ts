import type { Asked } from './asked';
import { editAnswer } from './editAnswers';
import { inlineEditAnswer } from './inlineEditAnswers';

/** The mark that stands for the cursor in a request to fill a hole. */
const hole = '{{FILL_HERE}}';

const body = `This answer comes from the outage lab that runs on your machine, not from a real model. It shows how Everpair behaves:

- **Break** a provider on the lab page and ask again: the next one answers.
- Break it *in the middle* of an answer: the next one goes on from the word where it stopped.
- Hover over Everpair in the status bar to see who is healthy, who is not, and until when.

\`\`\`ts
// What a request goes through, in short.
for (const route of plan(request, health)) {
  const answer = await attempt(route, request);
  if (answer.ok) return answer;
  health.note(route, answer.failure);
}
\`\`\`

The providers here speak the real protocols of their vendors over real sockets, so what you see is what happens in a real outage.`;

/** How a request begins that asks for the title of a conversation. */
const titleRequest = /^Give a title for the conversation/;

/** How a request begins that asks for a summary of a conversation. */
const summaryRequest = /^Summarise the beginning of a conversation/;

/** Letters of a word that may say what a question is about, and how many of them make a title. */
const subjectWord = /[\p{L}\d._()-]{5,}/gu;
const titleWords = 4;

/** What a model thinks visibly before it answers a prompt that begins with "Think"; none to others. */
export function thoughtsOn({ turns }: Asked): string | undefined {
  const question = turns.findLast((turn) => turn.role === 'user')?.text ?? '';
  return /(?:^|\n)Think\b/.test(question)
    ? 'The question asks for a thought, so here is one. It is short, since nobody waits gladly.'
    : undefined;
}

function titleFor(question: string): string {
  const prompt = /^Question:\n([\s\S]*?)\n\nAnswer:/.exec(question)?.[1] ?? question;
  const title = (prompt.match(subjectWord) ?? [prompt]).slice(0, titleWords).join(' ');
  return title.charAt(0).toUpperCase() + title.slice(1);
}

/** The answers of the provider named `label`. Where `completion` is set, it fills every hole with that. */
export function answerTo(asked: Asked, label: string, completion?: string): string {
  const last = asked.turns.at(-1);
  const question = asked.turns.findLast((turn) => turn.role === 'user')?.text ?? '';
  if (question.includes(hole)) {
    const text = completion ?? completionFor(question.slice(0, question.indexOf(hole)), label);
    return `<COMPLETION>${text}</COMPLETION>`;
  }
  if (titleRequest.test(asked.system)) return titleFor(question);
  if (summaryRequest.test(asked.system)) return `Summary by ${label}: it was about ${titleFor(question)}.`;
  const partial = asked.turns.findLast((turn) => turn.role === 'assistant')?.text;
  const goesOn = last?.role === 'assistant' || /^Your answer was cut off/.test(question);
  const edit = editAnswer(asked) ?? inlineEditAnswer(asked);
  if (edit !== undefined)
    return (goesOn && partial !== undefined ? restOf(edit, partial, last?.role === 'assistant') : undefined) ?? edit;
  const counting = asked.turns.some((turn) => /count to \d+/i.test(turn.text));
  if (counting) return countFrom(goesOn ? lastNumber(partial ?? '') : 0, asked);
  const rest =
    goesOn && partial !== undefined && partial.length >= 40
      ? restOf(body, partial.slice(partial.indexOf('\n\n') + 2), last?.role === 'assistant')
      : undefined;
  return rest ?? `${greeting(label)}${body}`;
}

function greeting(label: string): string {
  return `Hello from **${label}**.\n\n`;
}

function countFrom(last: number, asked: Asked): string {
  const limit = asked.turns
    .map((turn) => /count to (\d+)/i.exec(turn.text)?.[1])
    .findLast((found) => found !== undefined);
  let text = '';
  for (let number = last + 1; number <= Number(limit); number += 1) text += ` ${number}`;
  return text;
}

function lastNumber(text: string): number {
  return Number(/(\d+)\s*$/.exec(text)?.[1] ?? 0);
}

/** The rest of a broken-off answer; a turn of its own begins with the last words, as it is asked to. Undefined where they are not of it. */
function restOf(whole: string, known: string, prefill: boolean): string | undefined {
  const tail = known.slice(-40);
  const at = whole.indexOf(tail);
  if (at < 0) return undefined;
  return prefill ? whole.slice(at + tail.length) : whole.slice(at);
}

/** A completion that fits where the prefix ends and tells who wrote it. */
export function completionFor(prefix: string, label: string): string {
  const line = prefix.slice(prefix.lastIndexOf('\n') + 1);
  const indent = /^\s*/.exec(line)?.[0] ?? '';
  const call = /\b(?:function|def)\s+\w*\s*\(([^)]*)\)[^{:]*([{:])\s*$/.exec(line);
  if (call) {
    const names = (call[1] ?? '')
      .split(',')
      .map((name) => name.trim().split(/[:=\s]/)[0])
      .filter(Boolean);
    const value = names.join(' + ') || '42';
    return call[2] === ':'
      ? `\n${indent}    return ${value}  # ${label}`
      : `\n${indent}  return ${value}; // ${label}\n${indent}}`;
  }
  if (/\breturn\s$/.test(line)) return `value; // ${label}`;
  if (/(?:\/\/|#)\s*$/.test(line)) return ` written by ${label}`;
  if (line.trim() === '') return `const answer = 42; // ${label}`;
  return / $/.test(line) ? `answer; // ${label}` : ` // ${label}`;
}
