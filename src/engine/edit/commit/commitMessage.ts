/** Characters; more is no message. */
const maxChars = 8_000;

/** Words of a model about its answer, in the line before it. */
const introduction =
  /^(?:sure|certainly|okay|ok|here(?:'|’)?s?\b|(?:the |a |suggested |proposed )*commit message\b)[^\n]*:\s*$/i;

/** An answer that begins with a fence, perhaps after an introduction. */
const fenced = /^(?:[^\n]*:\s*\n\s*)?(`{3,}|~{3,})[^\n]*\n([\s\S]*?)\n?^\1[ \t]*$/m;

/** The message in an answer, without fences, quotes and remarks around it; undefined where there is none. Pure. */
export function commitMessageIn(answer: string): string | undefined {
  const all = answer.replaceAll('\r\n', '\n').trim();
  const inFence = fenced.exec(all);
  const lines = (inFence?.index === 0 ? (inFence[2] ?? '') : all).split('\n');
  if (introduction.test(lines[0] ?? '')) lines.shift();
  const text = lines
    .map((line) => line.trimEnd())
    .join('\n')
    .trim();
  const quoted = /^(["'`“])([^\n]*)["'`”]$/.exec(text)?.[2];
  const message = (quoted ?? text).replace(/^(?:\*\*)?(?:commit message|subject)(?:\*\*)?:(?:\*\*)?[ \t]*/i, '').trim();
  return message === '' || message.length > maxChars ? undefined : message;
}
