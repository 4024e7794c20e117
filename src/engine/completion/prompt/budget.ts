import type { Route } from '../../model/route';
import { charactersOf } from '../../model/tokenEstimate';
import { partOf, type ReleasedText } from '../../privacy/release';
import type { ReleasedCursorContext } from '../api/cursorContext';
import type { Snippet, CompletionContext } from '../api/completionContext';

/** Tokens of a completion at most: the rest of a line and some eight lines of look-ahead, which later keys are served from. */
export const maxOutputTokens = 128;

/** Characters that are sent at most. */
export interface Budget {
  readonly prefix: number;
  readonly suffix: number;
  readonly snippets: number;
}

/** Whether the route fills in the middle, or is asked in words. */
export type PromptKind = 'fim' | 'chat';

/**
 * By who has to read it. A model on this machine reads a few hundred tokens a second, so it gets some 1,500 tokens; a host
 * of the user's own has a better processor; to a vendor tokens are money only. What stands before the cursor comes first
 * in most prompts and is read once for many keys; what stands behind it is read again with each, so that it gets a tenth.
 */
const budgets: Readonly<Record<Route['trust'], Readonly<Record<PromptKind, Budget>>>> = {
  local: {
    fim: { prefix: 3_200, suffix: 400, snippets: 1_500 },
    chat: { prefix: 3_200, suffix: 400, snippets: 1_500 },
  },
  private: {
    fim: { prefix: 4_000, suffix: 600, snippets: 3_000 },
    chat: { prefix: 4_000, suffix: 600, snippets: 3_000 },
  },
  cloud: {
    fim: { prefix: 5_000, suffix: 900, snippets: 6_000 },
    chat: { prefix: 5_000, suffix: 800, snippets: 4_000 },
  },
};

/** Share of the window that the hole and its surroundings may take: instructions, the answer and bad estimates need some. */
const windowShare = 0.5;

/** The most that any route is sent. */
export const largestBudget: Budget = budgets.cloud.fim;

export function budgetOf({ trust, traits }: Pick<Route, 'trust' | 'traits'>, kind: PromptKind): Budget {
  const budget = budgets[trust][kind];
  const wanted = budget.prefix + budget.suffix + budget.snippets;
  const share = Math.min(1, (charactersOf(traits.contextWindow ?? Infinity) * windowShare) / wanted);
  return {
    prefix: Math.floor(budget.prefix * share),
    suffix: Math.floor(budget.suffix * share),
    snippets: Math.floor(budget.snippets * share),
  };
}

/**
 * Cut to whole lines within the budget. What is left of the surroundings, and where the prefix begins, does not depend on
 * what is typed at its end for as long as it can, so that servers find the beginning of the prompt in their caches. Pure.
 */
export function fitHole(hole: ReleasedCursorContext, budget: Budget): ReleasedCursorContext {
  return { ...hole, prefix: cacheableEnd(hole.prefix, budget.prefix), suffix: firstLines(hole.suffix, budget.suffix) };
}

/** The first snippets that have room; of the one that has not, its first lines. Pure. */
export function fitCompletionContext({ snippets, ...others }: CompletionContext, budget: Budget): CompletionContext {
  const fitting: Snippet[] = [];
  let leftChars = budget.snippets;
  for (const snippet of snippets) {
    const { path, text } = snippet;
    const cut = firstLines(text, Math.max(0, leftChars - path.length));
    // A line or two of something larger tell nothing.
    if (cut.length < Math.min(text.length, minPieceChars)) break;
    fitting.push({ ...snippet, text: cut });
    leftChars -= path.length + cut.length;
  }
  return { ...others, snippets: fitting };
}

const minPieceChars = 200;

/** The text cut to its first whole lines; a first line that is too long itself is cut anywhere. */
function firstLines(text: ReleasedText, maxChars: number): ReleasedText {
  if (text.length <= maxChars) return text;
  const border = text.lastIndexOf('\n', maxChars - 1);
  return partOf(text, 0, border < 0 ? wholeCharacter(text, maxChars) : border + 1);
}

/**
 * The end of the text, from the beginning of a line on, at least three quarters of `room` where lines are that short. Of
 * the lines it may begin at it takes the one that looks most like a border, and among equals the one whose text, as a
 * number, is largest: this stays the same line while the text grows at its end, until that line falls out of reach.
 */
function cacheableEnd(text: ReleasedText, maxChars: number): ReleasedText {
  if (text.length <= maxChars) return text;
  const first = text.length - maxChars;
  const last = text.length - Math.ceil(maxChars * 0.75);
  let [best, rank] = [-1, -1];
  for (let at = text.indexOf('\n', first - 1) + 1; at > 0 && at <= last; at = text.indexOf('\n', at) + 1) {
    const own = rankOf(text, at);
    if (own > rank) [best, rank] = [at, own];
  }
  return partOf(text, best < 0 ? wholeCharacter(text, first) : best);
}

/** Larger for better beginnings: a line that is not indented behind an empty one, one that is not indented, any other. */
function rankOf(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  const line = text.slice(at, end < 0 ? undefined : end);
  const isTopLevel = /^[^\s)\]}]/.test(line);
  const isBehindEmpty = /\n[ \t\r]*\n$/.test(text.slice(Math.max(0, at - 80), at));
  const level = !isTopLevel ? 0 : isBehindEmpty ? 2 : 1;
  return level * 2 ** 32 + fnv1a(line);
}

/** FNV-1a, 32 bits. */
function fnv1a(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  }
  return value >>> 0;
}

/** The offset, or the next one where it would part a character of two units. */
function wholeCharacter(text: string, offset: number): number {
  return /^[\udc00-\udfff]/.test(text.slice(offset, offset + 1)) ? offset + 1 : offset;
}
