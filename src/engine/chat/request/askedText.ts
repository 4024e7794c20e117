import { commandOf } from '../conversation/attachedCommand';
import type { Turn } from '../conversation/turn';

/** What a model reads as the question: the prompt as it was typed, or what its command asks for in full. */
export function askedText({ prompt, attachments }: Pick<Turn, 'prompt' | 'attachments'>): string {
  return commandOf(attachments)?.text ?? prompt;
}
