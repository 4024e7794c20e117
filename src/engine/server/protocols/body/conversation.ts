import * as l10n from '@vscode/l10n';
import type { Message, Part } from '../../../model/request/message';
import type { ChatRequest } from '../../../model/request/request';
import { refused } from './readBody';

/** The turns of a body as a request has them. */
export class Conversation {
  private readonly instructions: string[] = [];
  private readonly messages: Message[] = [];

  /**
   * Words of the tool itself. Before the first answer they are the system prompt; later ones stand where they came, as the
   * user's, since a system prompt that changes would be paid for anew with the whole conversation.
   */
  instruct(text: string): void {
    if (text.trim() === '') return;
    if (this.messages.some(({ role }) => role === 'assistant')) this.add('user', [{ type: 'text', text }]);
    else this.instructions.push(text);
  }

  /** Neighbouring parts of an answer are one turn; two texts stay two. */
  add(role: Message['role'], parts: readonly Part[]): void {
    const last = this.messages.at(-1);
    const isTextAfterText = last?.parts.at(-1)?.type === 'text' && parts[0]?.type === 'text';
    if (role === 'assistant' && last?.role === role && !isTextAfterText) {
      this.messages[this.messages.length - 1] = { role, parts: [...last.parts, ...parts] };
    } else this.messages.push({ role, parts });
  }

  /** Throws `RequestProblem` where there is nothing to answer. */
  read(): Pick<ChatRequest, 'system' | 'messages'> {
    if (this.messages.every(({ parts }) => parts.length === 0)) throw refused(l10n.t('The request has no message.'));
    const { messages, instructions } = this;
    return instructions.length === 0 ? { messages } : { system: instructions.join('\n\n'), messages };
  }
}
