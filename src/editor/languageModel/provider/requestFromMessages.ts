import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { type ChatRequest, type Json, imagePartOf, type Message, type Part } from '../../../engine/model';
import type { Release } from '../../../engine/privacy';

/** A request of another extension as ours. */
export interface ReadRequest {
  readonly request: ChatRequest;
  /** UTF-16 units of its texts, as they are sent. */
  readonly chars: number;
  /** Kinds of secrets that were masked in it, each once. */
  readonly masked: readonly string[];
}

type Options = Pick<vscode.ProvideLanguageModelChatResponseOptions, 'tools' | 'toolMode' | 'modelOptions'>;

/** What VS Code sends beside the two roles of its stable API: instructions. */
const systemRole = 3;

/**
 * The messages and options that VS Code hands on, as a request. All texts pass `release`: what is in them may come from files, and no
 * name tells from which. Throws an error in words where nothing is asked.
 */
export function requestFromMessages(
  messages: readonly vscode.LanguageModelChatRequestMessage[],
  options: Options,
  release: (text: string) => Release,
): ReadRequest {
  const reader = new MessageReader(release);
  const system: string[] = [];
  const turns: Message[] = [];
  for (const message of messages) {
    if (isSystem(message)) system.push(reader.textOf(message.content));
    else turns.push({ role: roleOf(message), parts: reader.parts(message.content) });
  }
  const asked = turns.filter(({ parts }) => parts.length > 0);
  if (asked.length === 0) throw new Error(l10n.t('The request holds no message that can be sent.'));
  // Only some models go on from an answer that is begun, and whom the request goes to is not known here.
  if (asked.at(-1)?.role === 'assistant') asked.push({ role: 'user', parts: [{ type: 'text', text: goOn }] });
  const request: ChatRequest = {
    ...(system.length === 0 ? {} : { system: system.join('\n\n') }),
    messages: asked,
    ...toolsOf(options),
    ...limitsOf(options.modelOptions ?? {}),
  };
  return { request, chars: reader.chars, masked: [...reader.masked] };
}

/** In English, as all that only a model reads. */
const goOn = 'Go on.';

/** A message as a request would hold it, for counting. */
export function messageOf(message: vscode.LanguageModelChatRequestMessage): Message {
  return { role: roleOf(message), parts: new MessageReader(unchanged).parts(message.content) };
}

function unchanged(text: string): Pick<Release, 'masked'> & { readonly text: string } {
  return { text, masked: [] };
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

type Releasing = (text: string) => Pick<Release, 'masked'> & { readonly text: string };

/** Reads parts of messages; counts their characters and notes what was masked. */
class MessageReader {
  chars = 0;
  readonly masked = new Set<string>();

  constructor(private readonly release: Releasing) {}

  /** Parts of kinds that no provider takes are left out. */
  parts(content: readonly unknown[]): readonly Part[] {
    return content.flatMap((part) => this.part(part)).filter((part) => part.type !== 'text' || part.text !== '');
  }

  /** The texts of parts, those of results and files among them. */
  textOf(content: readonly unknown[]): string {
    return this.parts(content)
      .map((part) => ('text' in part ? part.text : ''))
      .join('');
  }

  private part(part: unknown): readonly Part[] {
    if (part instanceof vscode.LanguageModelTextPart) return [this.text(part.value)];
    if (part instanceof vscode.LanguageModelDataPart) return this.data(part);
    if (part instanceof vscode.LanguageModelToolCallPart) {
      const { callId: id, name, input } = part;
      return [{ type: 'tool-call', id, name, input: this.json(input) }];
    }
    if (part instanceof vscode.LanguageModelToolResultPart) return this.result(part);
    return [];
  }

  private text(text: string): Extract<Part, { type: 'text' }> {
    const { text: clean, masked } = this.release(text);
    for (const kind of masked) this.masked.add(kind);
    this.chars += clean.length;
    return { type: 'text', text: clean };
  }

  /** Data with a plain word for its type is a mark of VS Code's own: `cache_control`, `stateful_marker`. */
  private data({ mimeType, data }: vscode.LanguageModelDataPart): readonly Part[] {
    if (!mimeType.includes('/')) return [];
    if (/^text\/|[/+](?:json|xml)$/.test(mimeType)) return [this.text(new TextDecoder().decode(data))];
    const image = imagePartOf(data, Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString('base64'));
    return [image ?? this.text(`[Data of the type ${mimeType}, which cannot be sent]`)];
  }

  /** Images of a result follow it: results of ours hold text alone. */
  private result({ callId, content, ...more }: vscode.LanguageModelToolResultPart): readonly Part[] {
    const parts = content.flatMap((each) => (isPrompt(each) ? [this.text(asText(each.value))] : this.part(each)));
    const text = parts.map((part) => (part.type === 'text' ? part.text : '')).join('');
    const isError = 'isError' in more && more.isError === true;
    return [{ type: 'tool-result', callId, text, isError }, ...parts.filter(({ type }) => type === 'image')];
  }

  /** The input of a call, which a model wrote and which may hold what it read. */
  private json(value: unknown): Json {
    if (typeof value === 'string') return this.text(value).text;
    if (Array.isArray(value)) return value.map((each) => this.json(each));
    if (typeof value === 'object' && value !== null)
      return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, this.json(each)]));
    return typeof value === 'number' || typeof value === 'boolean' ? value : null;
  }
}

function isPrompt(part: unknown): part is vscode.LanguageModelPromptTsxPart {
  return part instanceof vscode.LanguageModelPromptTsxPart;
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
