import type { PickerQuery } from './picker';

/** Letters of scripts that are written without spaces: an `@` may follow them as it follows a space. */
const withoutSpaces = String.raw`\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}`;

/** An `@` that begins a word, narrow or wide as input methods write it, and no space since. An `@` in an address or a path begins none. */
const atWordStart = new RegExp(String.raw`(?:^|[^\p{L}\p{N}_.+\-/\\@＠]|[${withoutSpaces}])[@＠]([^\s@＠]*)$`, 'u');

/** UTF-16 units of a query at most. What is longer is no mention. */
const maxQueryChars = 500;

/** The mention that is being typed at the cursor. Pure. */
export function mentionQueryAt(text: string, cursor: number): PickerQuery | undefined {
  const before = text.slice(Math.max(0, cursor - maxQueryChars), cursor);
  const query = atWordStart.exec(before)?.[1];
  return query === undefined ? undefined : { from: cursor - query.length - 1, to: cursor, query };
}

/** The mention that began at `from`, in which spaces are allowed: words that are searched within something. Pure. */
export function mentionQueryFrom(text: string, from: number, cursor: number): PickerQuery | undefined {
  const query = text.slice(from + 1, cursor);
  const isMention = /^[@＠]/.test(text.charAt(from)) && query.length <= maxQueryChars && !query.includes('\n');
  return cursor > from && isMention ? { from, to: cursor, query } : undefined;
}
