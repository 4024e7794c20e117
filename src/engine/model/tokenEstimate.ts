import type { Message } from './message';
import type { ChatRequest } from './request';

/**
 * Characters of code and prose for one token, a little low so that estimates err on the large side. Exact counts would
 * need every vendor's tokenizer; providers tell the exact number afterwards.
 */
const charactersPerToken = 3.5;

/** The most that an image costs with vendors that bill by tiles, rounded up. */
const tokensPerImage = 1600;

/** Tokens, an estimate. */
export function estimateTokens(text: string): number {
  return tokensOf(text.length);
}

/** Tokens that a number of characters takes, an estimate. */
export function tokensOf(characters: number): number {
  return Math.ceil(characters / charactersPerToken);
}

/** Characters that a number of tokens stands for, an estimate. */
export function charactersOf(tokens: number): number {
  return tokens * charactersPerToken;
}

export function estimateMessageTokens(message: Message): number {
  let tokens = 4;
  for (const part of message.parts) {
    switch (part.type) {
      case 'text':
      case 'thinking':
      case 'tool-result':
        tokens += estimateTokens(part.text);
        break;
      case 'image':
        tokens += tokensPerImage;
        break;
      case 'tool-call':
        tokens += estimateTokens(part.name) + estimateTokens(JSON.stringify(part.input));
        break;
    }
  }
  return tokens;
}

/** Tokens, an estimate of everything the request sends. */
export function estimateRequestTokens(request: ChatRequest): number {
  let tokens = estimateTokens(request.system ?? '');
  for (const message of request.messages) tokens += estimateMessageTokens(message);
  for (const tool of request.tools ?? []) tokens += estimateTokens(JSON.stringify(tool));
  return tokens;
}
