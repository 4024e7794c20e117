import { type CursorContext, lineBefore } from '../api/cursorContext';
import { bracketBalanceOf } from '../syntax/bracketBalance';
import { hasTrait } from '../syntax/languages/languages';
import { lexicalRulesOf } from '../syntax/lexicalRules';
import { isAssessment, isOpeningRemark, isPlainSentence, isProsePlace, isRefusal } from './chatTalk';
import { withoutSpecialTokens } from './specialTokens';

/** The code of an answer without its wrapping. */
export interface Unwrapped {
  readonly text: string;
  /** A mark has ended the code. */
  readonly closed: boolean;
  /** Text that follows cannot change where the code begins. */
  readonly certain: boolean;
}

const nothing: Unwrapped = { text: '', closed: false, certain: false };
const openTag = /(?:<|&lt;)COMPLETION(?:>|&gt;)/i;
const closeTag = /(?:<|&lt;)\/COMPLETION(?:>|&gt;)?/i;

/** Removes thinking, tags, special tokens, JSON, fences and talk. Pure. */
export function stripWrapping(raw: string, cursor: CursorContext): Unwrapped {
  const thought = /^\s*<(think(?:ing)?|reasoning)>/i.exec(raw);
  if (thought) {
    const end = new RegExp(`</${thought[1] ?? ''}>\\s*`, 'i').exec(raw);
    return end ? stripWrapping(raw.slice(end.index + end[0].length), cursor) : nothing;
  }
  const open = openTag.exec(raw);
  if (open) return insideTag(raw.slice(open.index + open[0].length), cursor);
  const beginning = raw.trimStart();
  const isOpen =
    beginning === '' || '<completion>'.startsWith(beginning.toLowerCase()) || '<thinking>'.startsWith(beginning);
  if (isOpen) return { text: beginning === '' ? raw : '', closed: false, certain: false };
  const close = closeTag.exec(raw);
  const inner = bare(close ? raw.slice(0, close.index) : raw, cursor);
  return close ? { ...inner, closed: true } : inner;
}

function insideTag(body: string, cursor: CursorContext): Unwrapped {
  const end = closeTag.exec(body);
  // The stop sequence may have cut the mark in two.
  const text = end
    ? body.slice(0, end.index)
    : body.replace(/<(?:\/(?:C(?:O(?:M(?:P(?:L(?:E(?:T(?:I(?:O(?:N)?)?)?)?)?)?)?)?)?)?)?$/i, '');
  const inner = bare(text.replace(new RegExp(openTag, 'gi'), ''), cursor);
  return { text: inner.text, closed: inner.closed || end !== null, certain: inner.certain };
}

function bare(raw: string, cursor: CursorContext): Unwrapped {
  const { text, closed } = withoutSpecialTokens(raw.replaceAll('{{FILL_HERE}}', ''), cursor);
  const json = fromJson(text, cursor);
  if (json) return { closed, ...json };
  const fenced = fromFence(text, cursor);
  if (fenced) return { ...fenced, closed: closed || fenced.closed };
  const talk = withoutTalk(text, cursor);
  return { text: unescaped(talk.text, cursor), closed, certain: talk.certain };
}

const answerKey = /^\s*\{\s*"(?:completion|code|insertion|middle|fill|answer)"\s*:\s*"/;

/** `{"completion": "…"}`, except in a JSON file. */
function fromJson(text: string, { languageId }: CursorContext): Pick<Unwrapped, 'text' | 'certain'> | undefined {
  if (hasTrait(languageId, 'json') || !answerKey.test(text)) return undefined;
  try {
    const values = Object.values(JSON.parse(text) as Record<string, unknown>);
    const [only] = values;
    return values.length === 1 && typeof only === 'string'
      ? { text: only.replaceAll('\r\n', '\n'), certain: true }
      : undefined;
  } catch {
    return undefined;
  }
}

/**
 * The code of the first fence, where the answer begins with the fence or with talk. A fence that belongs to the file is
 * kept.
 */
function fromFence(text: string, cursor: CursorContext): Unwrapped | undefined {
  const fence = /(?:^|\n)[ \t]*(```+|~~~+)([^\n`]*)\n/.exec(text);
  if (!fence) return tailFence(text, cursor);
  const [whole, mark = '', info = ''] = fence;
  const before = text.slice(0, fence.index);
  const body = text.slice(fence.index + whole.length);
  if (hasTrait(cursor.languageId, 'markdown') && !/^\s*(?:markdown|md)\s*$/.test(info)) return undefined;
  // A fence in a comment belongs to the comment if all lines of the comment begin with its mark.
  const isBehindMark =
    isProsePlace(cursor) &&
    !hasTrait(cursor.languageId, 'markdown') &&
    /^\s*(?:\/\/|#|\*|--|;|%)/.test(lineBefore(cursor));
  const isDocumentation =
    isBehindMark && /^\s*(?:\/\/\/?|#|\*|--|;|%)/.test(body) && !/\n[ \t]*(?:```|~~~)[ \t]*$/.test(body.trimEnd());
  if (isDocumentation) return undefined;
  if (before.trim() !== '' && !isTalk(before)) return { text: before, closed: true, certain: true };
  const end = new RegExp(`(?:^|\\n)[ \\t]*${mark}[^\\n]*(?:\\n|$)`).exec(body);
  const inner = end ? body.slice(0, end.index) : body.replace(/\n[ \t]*[`~]{1,2}$/, '');
  const json = fromJson(inner, cursor);
  return { text: json?.text ?? unescaped(inner, cursor), closed: end !== null, certain: !answerKey.test(inner) };
}

/** The end of a fence alone, the beginning of a fence alone, and code between two backticks. */
function tailFence(text: string, cursor: CursorContext): Unwrapped | undefined {
  if (isProsePlace(cursor)) return undefined;
  const between = /^\s*`([^`\n]+)`\s*$/.exec(text);
  if (between && hasTrait(cursor.languageId, 'no-backticks')) {
    return { text: between[1] ?? '', closed: true, certain: true };
  }
  if (/^\s*(?:```|~~~)[^\n]*$/.test(text)) return nothing;
  const tail = /\n[ \t]*(?:```|~~~)[^\n]*$/.exec(text);
  if (tail && isTalk(text.slice(0, tail.index))) return nothing;
  return tail ? { text: text.slice(0, tail.index), closed: true, certain: true } : undefined;
}

function isTalk(text: string): boolean {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  return lines.every(
    (line) =>
      isOpeningRemark(line) ||
      isPlainSentence(line) ||
      /^\s*(?:\*\*|#)[^\n]*$/.test(line) ||
      /^[A-Z][\w ,'’.-]+:?$/.test(line.trim()),
  );
}

/** Removes "Sure, here is…" before the code, and answers without code. */
function withoutTalk(text: string, cursor: CursorContext): Pick<Unwrapped, 'text' | 'certain'> {
  if (isProsePlace(cursor)) return isInLine(cursor) ? withoutTalkInString(text) : { text, certain: true };
  if (isRefusal(text) || /^\s*(?:Human|User|System):\s/.test(text)) return { text: '', certain: false };
  const answer = text.replace(/^\s*(?:Assistant|AI|Answer|Output):[ \t]*/, '');
  const [first = '', ...rest] = answer.replace(/^\s*\n/, '').split('\n');
  if (isOpeningRemark(first) || isPlainSentence(first)) {
    const code = rest.join('\n').replace(/^(?:[ \t]*\n)+/, '');
    // A word and a colon alone may be code: a label, a key, the name of an argument.
    if (code.trim() === '' && /^\s*\w+:\s*$/.test(first)) return { text: answer, certain: false };
    return code.trim() === '' ? { text: '', certain: false } : { ...withoutTalk(code, cursor), certain: false };
  }
  const isLabel = first.trim().toLowerCase() === cursor.languageId && rest.length > 0;
  return { text: isLabel ? rest.join('\n') : answer, certain: true };
}

/** Whether the cursor is in a string that ends with its line. */
function isInLine(cursor: CursorContext): boolean {
  const { inString, open, languageId } = bracketBalanceOf(cursor);
  return inString && !lexicalRulesOf(languageId).longStrings && /^["']$/.test(open.at(-1)?.mark ?? '');
}

/**
 * In a string, keeps only what follows a sentence, since no such string has a second line. A remark on the code is
 * talk.
 */
function withoutTalkInString(text: string): Pick<Unwrapped, 'text' | 'certain'> {
  const [first = '', ...rest] = text.replace(/^\s*\n/, '').split('\n');
  if (!isPlainSentence(first) && !isOpeningRemark(first)) return { text, certain: true };
  const code = rest.join('\n').replace(/^(?:[ \t]*\n)+/, '');
  if (code.trim() !== '') return { text: code, certain: false };
  return { text: isAssessment(first) ? '' : text, certain: false };
}

/** Replaces `&lt;` and the like where a model took the code for markup, in lines without these characters. */
function unescaped(text: string, { languageId, prefix, suffix }: CursorContext): string {
  if (!/&(?:lt|gt|amp|quot|#39);/.test(text) || hasTrait(languageId, 'markup')) return text;
  if (/&(?:lt|gt|amp|quot|#39);/.test(prefix + suffix)) return text;
  return text.replace(/^.*$/gm, (line) => {
    const isMeant = /["'`]&\w+;/.test(line) || /[<>]|&(?!(?:lt|gt|amp|quot|#39);)/.test(line);
    if (isMeant) return line;
    return line
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&quot;', '"')
      .replaceAll('&#39;', "'")
      .replaceAll('&amp;', '&');
  });
}
