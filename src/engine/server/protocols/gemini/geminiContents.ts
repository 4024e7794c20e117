import * as l10n from '@vscode/l10n';
import type { JsonObject, Part as MessagePart } from '../../../model/request/message';
import type { ChatRequest } from '../../../model/request/request';
import { Conversation } from '../body/conversation';
import { inlineImage } from '../body/inlineImage';
import { signatureOf } from '../body/keptSignature';
import { refused } from '../body/readBody';
import { CallIds } from './callIds';
import type { Content, GeminiBody, Part } from './geminiBody';

/** The type of the providers that this protocol's own signatures are valid for. */
export const ownOrigin = 'google';

/** The conversation of a body. Throws `RequestProblem`. */
export function conversationOf({
  contents,
  systemInstruction,
}: Pick<GeminiBody, 'contents' | 'systemInstruction'>): Pick<ChatRequest, 'system' | 'messages'> {
  const conversation = new Conversation();
  const ids = new CallIds();
  for (const { text } of partsIn(systemInstruction)) conversation.instruct(text ?? '');
  for (const content of contents) {
    const parts = partsIn(content);
    if (content.role === 'system') for (const { text } of parts) conversation.instruct(text ?? '');
    else
      conversation.add(
        content.role === 'model' ? 'assistant' : 'user',
        parts.flatMap((part) => messageParts(part, ids)),
      );
  }
  return conversation.read();
}

function partsIn(content: Content | null | undefined): readonly Part[] {
  const parts = content?.parts ?? [];
  return Array.isArray(parts) ? parts : [parts];
}

const elsewhere = ['fileData', 'executableCode', 'codeExecutionResult'] as const;

function messageParts(part: Part, ids: CallIds): readonly MessagePart[] {
  const stranger = elsewhere.find((name) => (part[name] ?? undefined) !== undefined);
  if (stranger !== undefined) {
    throw refused(l10n.t('A part of the request is of the kind {0}, which only Google can read.', stranger));
  }
  const { text, thought, thoughtSignature, inlineData, functionCall, functionResponse } = part;
  const parts: MessagePart[] = [];
  if (thought === true || (thoughtSignature ?? '') !== '') {
    parts.push({
      type: 'thinking',
      text: (thought === true && text) || '',
      ...signatureOf(thoughtSignature, ownOrigin),
    });
  }
  if (thought !== true && (text ?? '') !== '') parts.push({ type: 'text', text: text ?? '' });
  if (inlineData) parts.push(imageOf(inlineData));
  if (functionCall) {
    const { id, name, args } = functionCall;
    parts.push({ type: 'tool-call', id: ids.call(id ?? undefined, name), name, input: args ?? {} });
  }
  if (functionResponse) parts.push(...resultParts(functionResponse, ids));
  return parts;
}

type FunctionResponse = NonNullable<Part['functionResponse']>;

/** A result is text; its images follow it. */
function resultParts({ id, name, response, parts }: FunctionResponse, ids: CallIds): readonly MessagePart[] {
  const images = (parts ?? []).flatMap(({ inlineData }) => (inlineData ? [imageOf(inlineData)] : []));
  return [{ type: 'tool-result', callId: ids.result(id ?? undefined, name), ...resultText(response ?? {}) }, ...images];
}

/** By convention a result stands under `output`, and a fault under `error`. */
function resultText(response: JsonObject): { readonly text: string; readonly isError: boolean } {
  const { output, error } = response;
  const isAlone = Object.keys(response).length === 1;
  if (isAlone && typeof output === 'string') return { text: output, isError: false };
  if (isAlone && typeof error === 'string') return { text: error, isError: true };
  return { text: JSON.stringify(response), isError: error !== undefined && error !== null };
}

function imageOf({ mimeType, data }: NonNullable<Part['inlineData']>): ReturnType<typeof inlineImage> {
  if (!/^image\//i.test(mimeType ?? 'image/')) {
    throw refused(l10n.t('The request holds data of the type {0}: only images can be sent.', mimeType ?? ''));
  }
  return inlineImage(data);
}
