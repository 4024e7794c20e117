/** A request as the answering side of the lab sees it, whatever its protocol. */
export interface Asked {
  readonly system: string;
  readonly turns: readonly { readonly role: string; readonly text: string }[];
}

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

The providers here speak the real protocols of Anthropic, OpenAI and Ollama over real sockets, so what you see is what happens in a real outage.`;

/** The answers of the provider named `label`. Where `completion` is set, it fills every hole with that. */
export function answerTo(asked: Asked, label: string, completion?: string): string {
  const last = asked.turns.at(-1);
  const question = asked.turns.findLast((turn) => turn.role === 'user')?.text ?? '';
  if (question.includes(hole)) {
    const text = completion ?? completionFor(question.slice(0, question.indexOf(hole)), label);
    return `<COMPLETION>${text}</COMPLETION>`;
  }
  const partial = asked.turns.findLast((turn) => turn.role === 'assistant')?.text;
  const goesOn = last?.role === 'assistant' || /^Your answer was cut off/.test(question);
  const counting = asked.turns.some((turn) => /count to \d+/i.test(turn.text));
  if (counting) return countFrom(goesOn ? lastNumber(partial ?? '') : 0, asked);
  return goesOn && partial !== undefined
    ? restOf(partial, label, last?.role === 'assistant')
    : `${greeting(label)}${body}`;
}

function greeting(label: string): string {
  return `Hello from **${label}**.\n\n`;
}

function countFrom(last: number, asked: Asked): string {
  const limit = asked.turns.map((turn) => /count to (\d+)/i.exec(turn.text)?.[1]).find((found) => found !== undefined);
  let text = '';
  for (let number = last + 1; number <= Number(limit); number += 1) text += ` ${number}`;
  return text;
}

function lastNumber(text: string): number {
  return Number(/(\d+)\s*$/.exec(text)?.[1] ?? 0);
}

/** The rest of a broken-off answer; a turn of its own begins with the last words, as it is asked to. */
function restOf(partial: string, label: string, prefill: boolean): string {
  const known = partial.slice(partial.indexOf('\n\n') + 2);
  const at = body.indexOf(known.slice(-40));
  if (partial.length < 40 || at < 0) return `${greeting(label)}${body}`;
  const end = at + known.slice(-40).length;
  return prefill ? body.slice(end) : body.slice(at);
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
