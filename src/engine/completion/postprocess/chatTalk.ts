import { bracketBalanceOf } from '../syntax/bracketBalance';
import type { CursorContext } from '../api/cursorContext';
import { hasTrait } from '../syntax/languages/languages';

/** Whether plain sentences belong at the cursor: in a comment, a string or a text document. */
export function isProsePlace(cursor: CursorContext): boolean {
  if (hasTrait(cursor.languageId, 'prose')) return true;
  const { inComment, inString, open } = bracketBalanceOf(cursor);
  return (
    inComment ||
    inString ||
    (open.at(-1)?.mark ?? '').startsWith('<<') ||
    isTextOfMarkup(cursor) ||
    isLongValue(cursor) ||
    isPod(cursor)
  );
}

/** Between tags, or in a later line of text between tags. */
function isTextOfMarkup({ languageId, prefix }: CursorContext): boolean {
  return hasTrait(languageId, 'markup') && /(?:^|[^=-])>[^<>{};]*$/.test(prefix.slice(-500));
}

/** In Perl's documentation, which reaches from a command to the next `=cut`. */
function isPod({ languageId, prefix }: CursorContext): boolean {
  return hasTrait(languageId, 'pod') && (/(?:^|\n)=(\w+)(?![\s\S]*\n=\w)/.exec(prefix)?.[1] ?? 'cut') !== 'cut';
}

/** In a value of several lines. */
function isLongValue({ languageId, prefix }: CursorContext): boolean {
  return (
    hasTrait(languageId, 'text-values') &&
    /(?:^|\n)[^\n]*[|>][-+]?\d?[ \t]*\n(?:[ \t]+[^\n]*\n)*[^\n]*$/.test(prefix.slice(-1_000))
  );
}

const opening =
  /^(?:sure|certainly|of course|okay|ok|absolutely|great|alright|here(?:'s|’s| is| are)|the (?:completion|completed|missing|following|code|answer|function|line)|this (?:code|completes|line|will|function|is)|i(?:'ll|’ll|'ve|’ve| will| have| would| think)|to (?:complete|fill|fix|make)|based on|you (?:need|can|should|could|may|might)|we (?:need|can|should)|let me|let's|looking at|given|completed code|answer|completion|output|result|code|solution)\b/i;

const refusal =
  /^(?:i(?:'m|’m| am) (?:sorry|unable|not able|afraid)|sorry\b|(?:my )?apolog|i apologi[sz]e|i (?:can(?:'t|’t|not)|do(?:n't|n’t| not)|need more|would need)|as an ai\b|unfortunately\b|there(?:'s| is) (?:nothing|no )|no (?:completion|code|change)s? (?:is |are )?(?:needed|required|necessary)|nothing (?:to|needs|belongs)|please (?:provide|share|let)|could you|can you|\(?no completion|\[?empty\b|n\/a$)/i;

const remark =
  /^(?:(?:\*\*|#+ )?(?:this|these|note|notes|explanation|here|the (?:above|code|function|completion|key|main|missing)|in this|it |now |let me know|hope|you can|make sure|key (?:changes|points)|changes|i(?:'ve|’ve| have| added|'ll| used| filled| kept)|where |with this|feel free|if you)|[-*•] \*\*|\d+\. \*\*)/i;

/** Words with a stop at the end; `code` within them may be anything. */
function isSentence(line: string): boolean {
  const words = line.replace(/`[^`]*`/g, 'code').trim();
  return /^[^={}();<>[\]|\\/]+$/.test(words.replace(/\([^()=;]*\)/g, '')) && /[.:!?…]['")*]*$/.test(words);
}

/** "Here is the code:" and similar lines. */
export function isOpeningRemark(line: string): boolean {
  const words = line.trim().replace(/^\*\*|\*\*$/g, '');
  return (
    opening.test(words) && isSentence(words) && (words.includes(' ') || words.endsWith(':') || words.endsWith('!'))
  );
}

/** "I'm sorry, but…": no code follows. */
export function isRefusal(text: string): boolean {
  const [line = ''] = text.trim().split('\n');
  return refusal.test(line) && /^[^={};<>[\]|\\]+$/.test(line.replace(/`[^`]*`/g, 'code')) && /\s/.test(line.trim());
}

/** An explanation after the code. */
export function isClosingRemark(line: string): boolean {
  const words = line.trim();
  return remark.test(words) && isSentence(words.replace(/^\*\*|^#+ /, '')) && words.split(/\s+/).length >= 3;
}

const assessment =
  /^(?:it (?:looks|seems|appears)|looks like|es (?:sieht|scheint)|parece|il semble|on dirait|sembra|lijkt|het lijkt|wygląda|görünüşe|похоже|кажется|看起来|看來|似乎|コードは|このコード|코드가|يبدو)/iu;

/** A remark on the code where a sentence of the file may stand as well. */
export function isAssessment(line: string): boolean {
  return assessment.test(line.trim());
}

/** Scripts without spaces between words, or without capitals. */
const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;

/**
 * A sentence in any language that no code looks like: words and stops, from a capital, where the script has capitals,
 * to a final stop.
 */
export function isPlainSentence(line: string): boolean {
  const words = line
    .replace(/`[^`]*`/g, 'code')
    .trim()
    .replace(/^(?:\*\*|[“«¿¡])+|(?:\*\*|[”»])+$/g, '')
    // Brackets around words, not those of a call.
    .replace(/(^|[\s\p{Script=Han}])[(（][^()（）=;]*[)）]/gu, '$1code');
  if (
    !/^[\p{L}][\p{L}\p{M}\p{N}\s'’,、，;:.…!?。：！？؟،।„“”«»–—-]*[.:!?。：！？؟।…]$/u.test(words) ||
    /;$/.test(words)
  )
    return false;
  if (unspaced.test(words)) return words.replace(/[^\p{L}]/gu, '').length >= 5;
  if (/^\p{Ll}/u.test(words) || /(?:^|\s)\p{L}[\p{L}\p{N}]*[.:]\p{L}/u.test(words)) return false;
  const count = words.split(/\s+/).filter((word) => /\p{L}/u.test(word)).length;
  return count >= (/[:：]$/.test(words) ? 3 : 4) && !/^[\p{Lu}\s.]+$/u.test(words);
}

const omission =
  /^\s*(?:(?:\/\/|#|--|\/\*+|<!--|\{\/\*)\s*\(?(?:\.\.\.|…)?|(?:\.\.\.|…)\s)\s*\(?(?:the )?(?:existing|rest of|remaining|previous|unchanged|other|same)\b/i;

/** `// ... existing code ...`, which stands for code that the file has. */
export function isOmission(line: string): boolean {
  return omission.test(line) && /\.\.\.|…/.test(line);
}
