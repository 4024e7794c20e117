import type { Failure } from '../../model/failure/failure';
import type { ChatRequest, FimRequest } from '../../model/request/request';
import { charactersOf, estimateRequestTokens, estimateTokens } from '../../model/request/tokenEstimate';

/** Tokens that are asked for at least: with another window the runtime loads the model again. */
export const smallestWindowTokens = 8_192;
/** Tokens kept for an answer without a given length. */
const usualAnswerTokens = 2_048;

/** Tokens a chat takes, answer included, rather too many than too few. */
export function chatWindow(request: ChatRequest): number {
  const texts = [request.system ?? '', JSON.stringify(request.tools ?? [])];
  for (const { parts } of request.messages) {
    for (const part of parts) {
      if (part.type === 'tool-call') texts.push(JSON.stringify(part.input));
      else if (part.type !== 'image') texts.push(part.text);
    }
  }
  const dense = texts.reduce((tokens, text) => tokens + denseTokens(text), 0);
  return estimateRequestTokens(request) + Math.ceil(dense) + (request.maxOutputTokens ?? usualAnswerTokens);
}

/** Tokens a completion takes, answer included, in whichever form it is sent, rather too many than too few. */
export function fimWindow({ prefix, suffix, template, header = '', maxOutputTokens }: FimRequest): number {
  const forms = [header + prefix + suffix, template?.prompt ?? ''];
  return Math.max(...forms.map((text) => estimateTokens(text) + Math.ceil(denseTokens(text)))) + maxOutputTokens;
}

/**
 * Tokens of a text beyond the usual estimate. Models have a token for each digit, for each character of Chinese or Japanese
 * and, in dense code, for each sign.
 */
function denseTokens(text: string): number {
  const dense = text.match(/[!-@[-`{-~\u0080-\uffff]/g)?.length ?? 0;
  return dense - dense / charactersOf(1);
}

/**
 * The window (`num_ctx`, tokens) to ask for. It grows in steps and never shrinks while this lives, because the runtime
 * loads a model again for another one: chat and completions on the same model would throw each other out.
 */
export class OllamaWindows {
  private readonly asked = new Map<string, number>();

  /** `largest`: what the model holds. The runtime cuts a larger window down to it without a word. */
  next(model: string, needed: number, largest: number): number {
    let window = Math.max(smallestWindowTokens, this.asked.get(model) ?? 0);
    while (window < needed) window *= 2;
    const fitting = Math.min(window, largest);
    this.asked.set(model, fitting);
    return fitting;
  }

  /**
   * The failure of a request that was larger than the window asked for. Where the model holds more, the next request asks
   * for more, and the failure says that the same request may be made again.
   */
  outgrown(model: string, failure: Failure, largest: number): Failure {
    const window = this.asked.get(model) ?? smallestWindowTokens;
    if (failure.kind !== 'context-exceeded') return failure;
    if (window >= largest) return { ...failure, contextWindowTokens: largest };
    this.asked.set(model, Math.min(window * growth, largest));
    const { message, status } = failure;
    return {
      kind: 'bad-request',
      scope: 'request',
      message,
      repair: 'window',
      ...(status === undefined ? {} : { status }),
    };
  }
}

/** No text has that many times the tokens that were counted on. */
const growth = 4;
