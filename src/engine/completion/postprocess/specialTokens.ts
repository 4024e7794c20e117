import { fimFamilies } from '../prompt/fimFamilies';
import type { CursorContext } from '../api/cursorContext';
import { escapeRegExp } from '../syntax/escapeRegExp';
import { hasTrait } from '../syntax/languages/languages';

/** Special tokens of unknown families, and words with which models say that nothing is to be done. */
const others =
  /<\|[\w:./ -]{1,40}\|>|<[｜|][^｜|<>\n]{1,40}[▁｜][^<>\n]{0,40}>|<\/?fim(?:[_-]\w+)?\/?>|<(?:start|end)_of_turn>|<(?:file_sep|jupyter_\w+|empty_output|commit_\w+|issue_\w+)>|<\/?s>|<\/?(?:EOT|PRE|SUF|MID)\s?\/?>|<\/?(?:eos|bos|repo_name|reponame|filename)>|\[\/?(?:PREFIX|SUFFIX|MIDDLE|INST|SYSTEM_PROMPT|TOOL_CALLS)\]|<<\/?SYS>>|\b(?:NO_EDITS|KEEP_PREVIOUS)\b/;

/** Special tokens that no code contains. Text after such a token does not belong to the completion. */
const tokens = new RegExp(
  [...new Set(fimFamilies.flatMap(({ marks }) => marks))]
    .sort((a, b) => b.length - a.length)
    .map(escapeRegExp)
    .concat(others.source)
    .join('|'),
  'g',
);

/** Ends a text at the first special token that a model wrote out. */
export function withoutSpecialTokens(
  text: string,
  cursor: CursorContext,
): { readonly text: string; readonly closed: boolean } {
  for (const match of text.matchAll(tokens)) {
    if (!isCode(match[0], text.slice(0, match.index), cursor))
      return { text: text.slice(0, match.index), closed: true };
  }
  return { text, closed: false };
}

/** Whether a token is code at its place: a tag of HTML, a constant in brackets. */
function isCode(token: string, before: string, { prefix, suffix, languageId }: CursorContext): boolean {
  const isTag = /^<\/?[a-zA-Z]+>$/.test(token);
  if (isTag) {
    const tag = token.replace(/[</>]/g, '');
    if (token.startsWith('</'))
      return (
        count(`${prefix}${before}`, new RegExp(`<${tag}[ >]`, 'g')) >
        count(`${prefix}${before}`, new RegExp(`</${tag}>`, 'g'))
      );
    const line = `${prefix}${before}`.slice(`${prefix}${before}`.lastIndexOf('\n') + 1);
    return (
      hasTrait(languageId, 'markup') ||
      /\w$/.test(line) ||
      (/^(?:filename|repo_name)$/.test(tag) && count(line, /["'`]/g) % 2 === 1)
    );
  }
  if (token.startsWith('[')) {
    const name = token.slice(1, -1).replace('/', '');
    return (
      /(?:[\w)\]$]|[=(,:?] ?)$/.test(before === '' ? prefix.slice(-2) : before) ||
      new RegExp(`\\b${name}\\b`).test(prefix + suffix)
    );
  }
  return `${prefix}${suffix}`.includes(token);
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}
