import type { ChatRequest, FimRequest } from '../../model/request';
import { estimateRequestTokens, estimateTokens } from '../../model/tokenEstimate';

/** Tokens that are asked for at least: the runtime's own default cuts longer prompts without a word. */
export const smallestWindowTokens = 8_192;
/** Tokens kept for an answer without a given length. */
const usualAnswerTokens = 2_048;

/** Tokens a chat takes, answer included. */
export function chatWindow(request: ChatRequest): number {
  return estimateRequestTokens(request) + (request.maxOutputTokens ?? usualAnswerTokens);
}

/** Tokens a completion takes, answer included, in whichever form it is sent. */
export function fimWindow({ prefix, suffix, template, header = '', maxOutputTokens }: FimRequest): number {
  return Math.max(estimateTokens(header + prefix + suffix), estimateTokens(template?.prompt ?? '')) + maxOutputTokens;
}

/**
 * The window (`num_ctx`, tokens) to ask for. It grows in steps and never shrinks while this lives, because the runtime
 * loads a model again for another one: chat and completions on the same model would throw each other out.
 */
export class OllamaWindows {
  private readonly asked = new Map<string, number>();

  next(model: string, needed: number, largest: number): number {
    let window = Math.max(smallestWindowTokens, this.asked.get(model) ?? 0);
    while (window < needed) window *= 2;
    const fitting = Math.min(window, Math.max(largest, smallestWindowTokens));
    this.asked.set(model, fitting);
    return fitting;
  }
}
