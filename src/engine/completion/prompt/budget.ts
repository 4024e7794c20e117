import type { Route } from '../../model/route/route';
import { charactersOf } from '../../model/request/tokenEstimate';
import { partOf, type ReleasedText } from '../../privacy/release';
import type { ReleasedCursorContext } from '../api/cursorContext';
import type { Snippet, CompletionContext } from '../api/completionContext';

/** Tokens of a completion at most: the rest of a line, and about eight more lines that serve later keys. */
export const maxOutputTokens = 128;

/** Characters that are sent at most. */
export interface Budget {
  readonly prefix: number;
  readonly suffix: number;
  readonly snippets: number;
}

/** Whether the route fills in the middle, or answers a chat. */
export type PromptKind = 'fim' | 'chat';

/**
 * By the reader. A model on this machine reads a few hundred tokens a second, so it gets some 1,500 tokens. A host of
 * the user's own has a better processor. For a vendor tokens only cost money. The prefix comes first in most prompts
 * and is read once for many keys. The suffix is read again with each key, so it gets a tenth.
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

/**
 * Share of the context window for the hole and its context. Instructions, the answer and bad estimates need the rest.
 */
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
 * Cuts the hole to whole lines within the budget. The beginning of the prefix and the snippets stay the same for as
 * long as possible while the user types, so that servers find the beginning of the prompt in their caches. Pure.
 */
export function fitHole(hole: ReleasedCursorContext, budget: Budget): ReleasedCursorContext {
  return { ...hole, prefix: cacheableEnd(hole.prefix, budget.prefix), suffix: firstLines(hole.suffix, budget.suffix) };
}

/** Keeps the first snippets that fit, and the first lines of the next one. Pure. */
export function fitCompletionContext({ snippets, ...others }: CompletionContext, budget: Budget): CompletionContext {
  const fitting: Snippet[] = [];
  let leftChars = budget.snippets;
  for (const snippet of snippets) {
    const { path, text } = snippet;
    const cut = firstLines(text, Math.max(0, leftChars - path.length));
    // A line or two of a larger snippet say too little.
    if (cut.length < Math.min(text.length, minPieceChars)) break;
    fitting.push({ ...snippet, text: cut });
    leftChars -= path.length + cut.length;
  }
  return { ...others, snippets: fitting };
}

const minPieceChars = 200;

/** Whole lines at the beginning of the text. A first line that is too long is cut anywhere. */
function firstLines(text: ReleasedText, maxChars: number): ReleasedText {
  if (text.length <= maxChars) return text;
  const border = text.lastIndexOf('\n', maxChars - 1);
  return partOf(text, 0, border < 0 ? wholeCharacter(text, maxChars) : border + 1);
}

/**
 * The end of the text from the beginning of a line on: at least three quarters of `maxChars` where lines are that
 * short. It begins at the line that looks most like a border, and among equals at the line with the largest hash. This
 * stays the same line while the text grows at its end, until the line is out of reach.
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

/**
 * Larger for better beginnings: first a line at the margin after an empty line, then any line at the margin, then the
 * others.
 */
function rankOf(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  const line = text.slice(at, end < 0 ? undefined : end);
  const isTopLevel = /^[^\s)\]}]/.test(line);
  const isBehindEmpty = /\n[ \t\r]*\n$/.test(text.slice(Math.max(0, at - 80), at));
  const level = !isTopLevel ? 0 : isBehindEmpty ? 2 : 1;
  return level * 2 ** 32 + fnv1a(line);
}

/** 32 bits. */
function fnv1a(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  }
  return value >>> 0;
}

/** The offset, or the next one where the offset would split a surrogate pair. */
function wholeCharacter(text: string, offset: number): number {
  return /^[\udc00-\udfff]/.test(text.slice(offset, offset + 1)) ? offset + 1 : offset;
}
