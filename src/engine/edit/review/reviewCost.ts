import { type Price, tokenCost } from '../../model/price';
import type { ReviewPart } from './reviewParts';
import { reviewOverhead } from './reviewRequest';

/** What a review takes, as far as it is known before. */
export interface ReviewCost {
  readonly requests: number;
  /** Of all requests, an estimate. */
  readonly inputTokens: number;
  /** US dollars with answers of a usual length, an estimate; absent where the price is not known. */
  readonly dollars?: number;
}

/** Tokens of a usual answer, a little high. */
const usualAnswerTokens = 1_500;

/** Tokens that are sent without asking first: some dozens of changed files. */
const unaskedTokens = 20_000;

/** `price`: of the model that would be asked; undefined where it is not known. Pure. */
export function reviewCost(parts: readonly ReviewPart[], own: string, price: Price | undefined): ReviewCost {
  const inputTokens = parts.reduce((sum, { tokens }) => sum + tokens + reviewOverhead(own), 0);
  const output = parts.length * usualAnswerTokens;
  return {
    requests: parts.length,
    inputTokens,
    ...(price ? { dollars: tokenCost(price, { input: inputTokens, output }) } : {}),
  };
}

/** Whether the user is asked before so much is sent. */
export function isLargeReview({ inputTokens }: ReviewCost): boolean {
  return inputTokens > unaskedTokens;
}
