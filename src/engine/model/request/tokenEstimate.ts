import { imageTokens, usualImageTokens } from './image';
import type { Message } from './message';
import type { ChatRequest } from './request';

/**
 * Characters of code and prose for one token, a little low so that estimates err on the large side. Exact counts would
 * need every vendor's tokenizer; providers tell the exact number afterwards.
 */
const charactersPerToken = 3.5;

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

/** `images`: how the model that is asked counts images. */
export function estimateMessageTokens(message: Message, images = usualImageTokens): number {
  let tokens = 4;
  for (const part of message.parts) {
    switch (part.type) {
      case 'text':
      case 'thinking':
      case 'tool-result':
        tokens += estimateTokens(part.text);
        break;
      case 'image':
        tokens += imageTokens(images, part);
        break;
      case 'tool-call':
        tokens += estimateTokens(part.name) + estimateTokens(JSON.stringify(part.input));
        break;
    }
  }
  return tokens;
}

/** Tokens, an estimate of everything the request sends. */
export function estimateRequestTokens(request: ChatRequest, images = usualImageTokens): number {
  let tokens = estimateTokens(request.system ?? '');
  for (const message of request.messages) tokens += estimateMessageTokens(message, images);
  for (const tool of request.tools ?? []) tokens += estimateTokens(JSON.stringify(tool));
  if (request.responseFormat) tokens += estimateTokens(JSON.stringify(request.responseFormat));
  return tokens;
}
