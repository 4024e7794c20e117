import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { type ChatRequest, type Json, imagePartOf, type Message, type Part } from '../../../engine/model';

type Options = Pick<vscode.ProvideLanguageModelChatResponseOptions, 'tools' | 'toolMode' | 'modelOptions'>;

/** What VS Code sends beside the two roles of its stable API: instructions. */
const systemRole = 3;

/**
 * The messages and options that VS Code hands on, as a request.  Throws an error in words where nothing is asked.
 */
export function requestFromMessages(
  messages: readonly vscode.LanguageModelChatRequestMessage[],
  options: Options,
): ChatRequest {
  const system: string[] = [];
  const turns: Message[] = [];
  for (const message of messages) {
    if (isSystem(message)) system.push(textOf(message.content));
    else turns.push({ role: roleOf(message), parts: partsOf(message.content) });
  }
  const asked = turns.filter(({ parts }) => parts.length > 0);
  if (asked.length === 0) throw new Error(l10n.t('The request holds no message that can be sent.'));
  // Only some models go on from an answer that is begun, and whom the request goes to is not known here.
  if (asked.at(-1)?.role === 'assistant') asked.push({ role: 'user', parts: [{ type: 'text', text: goOn }] });
  return {
    ...(system.length === 0 ? {} : { system: system.join('\n\n') }),
    messages: asked,
    ...toolsOf(options),
    ...limitsOf(options.modelOptions ?? {}),
  };
}

/** In English, as all that only a model reads. */
const goOn = 'Go on.';

/** A message as a request would hold it, for counting. */
export function messageOf(message: vscode.LanguageModelChatRequestMessage): Message {
  return { role: roleOf(message), parts: partsOf(message.content) };
}

function isSystem({ role }: vscode.LanguageModelChatRequestMessage): boolean {
  return (role as number) === systemRole;
}

function roleOf({ role }: vscode.LanguageModelChatRequestMessage): Message['role'] {
  return role === vscode.LanguageModelChatMessageRole.Assistant ? 'assistant' : 'user';
}

function toolsOf({ tools = [], toolMode }: Options): Pick<ChatRequest, 'tools' | 'toolChoice'> {
  if (tools.length === 0) return {};
  return {
    tools: tools.map(({ name, description, inputSchema }) => ({
      name,
      description,
      inputSchema: asJsonObject(inputSchema) ?? { type: 'object', properties: {} },
    })),
    ...(toolMode === vscode.LanguageModelChatToolMode.Required ? { toolChoice: 'required' } : {}),
  };
}

/** The options that a request of ours has, by their usual names; a value of another type counts as missing. */
function limitsOf(options: {
  readonly [name: string]: unknown;
}): Pick<ChatRequest, 'maxOutputTokens' | 'temperature' | 'stop'> {
  const { max_tokens: maxTokens, temperature, stop } = options;
  const stops = (Array.isArray(stop) ? stop : [stop]).filter((each) => typeof each === 'string' && each !== '');
  return {
    ...(typeof maxTokens === 'number' && maxTokens >= 1 ? { maxOutputTokens: Math.floor(maxTokens) } : {}),
    ...(typeof temperature === 'number' && temperature >= 0 ? { temperature } : {}),
    ...(stops.length === 0 ? {} : { stop: stops as readonly string[] }),
  };
}

function asJsonObject(value: unknown): { readonly [key: string]: Json } | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as { readonly [key: string]: Json })
    : undefined;
}

/** Parts of kinds that no provider takes are left out. */
function partsOf(content: readonly unknown[]): readonly Part[] {
  return content.flatMap((part) => read(part)).filter((part) => part.type !== 'text' || part.text !== '');
}

/** The texts of parts, those of results and files among them. */
function textOf(content: readonly unknown[]): string {
  return partsOf(content)
    .map((part) => ('text' in part ? part.text : ''))
    .join('');
}

function read(part: unknown): readonly Part[] {
  if (part instanceof vscode.LanguageModelTextPart) return [textPart(part.value)];
  if (part instanceof vscode.LanguageModelDataPart) return data(part);
  if (part instanceof vscode.LanguageModelToolCallPart) {
    const { callId: id, name, input } = part;
    return [{ type: 'tool-call', id, name, input: json(input) }];
  }
  if (part instanceof vscode.LanguageModelToolResultPart) return result(part);
  return [];
}

function textPart(text: string): Extract<Part, { type: 'text' }> {
  return { type: 'text', text };
}

/** Data with a plain word for its type is a mark of VS Code's own: `cache_control`, `stateful_marker`. */
function data({ mimeType, data }: vscode.LanguageModelDataPart): readonly Part[] {
  if (!mimeType.includes('/')) return [];
  if (/^text\/|[/+](?:json|xml)$/.test(mimeType)) return [textPart(new TextDecoder().decode(data))];
  const image = imagePartOf(data, Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString('base64'));
  return [image ?? textPart(`[Data of the type ${mimeType}, which cannot be sent]`)];
}

/** Images of a result follow it: results of ours hold text alone. */
function result({ callId, content, ...more }: vscode.LanguageModelToolResultPart): readonly Part[] {
  const parts = content.flatMap((each) => (isPrompt(each) ? [textPart(asText(each.value))] : read(each)));
  const text = parts.map((part) => (part.type === 'text' ? part.text : '')).join('');
  const isError = 'isError' in more && more.isError === true;
  return [{ type: 'tool-result', callId, text, isError }, ...parts.filter(({ type }) => type === 'image')];
}

/** The input of a call, of which only what JSON has is kept. */
function json(value: unknown): Json {
  if (Array.isArray(value)) return value.map(json);
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, json(each)]));
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;
}

function isPrompt(part: unknown): part is vscode.LanguageModelPromptTsxPart {
  return part instanceof vscode.LanguageModelPromptTsxPart;
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
