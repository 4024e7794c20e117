/** A JSON value as it crosses a wire or a store. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;

export interface JsonObject {
  readonly [key: string]: Json;
}

export interface TextPart {
  readonly type: 'text';
  readonly text: string;
  /** All up to the end of this part stands unchanged in the requests to come: worth storing where a vendor can be asked to. */
  readonly cacheable?: true;
}

/** What some provider takes. */
export const imageMediaTypes = ['image/png', 'image/jpeg', 'image/gif', 'image/webp'] as const;
export type ImageMediaType = (typeof imageMediaTypes)[number];

/** An image in base64, without a data-URL prefix. */
export interface ImagePart {
  readonly type: 'image';
  readonly mediaType: ImageMediaType;
  readonly data: string;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
}

/**
 * Reasoning a model made visible. `signature` is opaque and only valid for the provider type in `origin`:
 * another vendor answers 400 to it, so it is dropped on a switch.
 */
export interface ThinkingPart {
  readonly type: 'thinking';
  readonly text: string;
  readonly signature?: string;
  readonly origin: string;
}

/** A finished tool call. `id` is the id of the provider that made it; providers map it to their own format. */
export interface ToolCallPart {
  readonly type: 'tool-call';
  readonly id: string;
  readonly name: string;
  readonly input: Json;
}

export interface ToolResultPart {
  readonly type: 'tool-result';
  readonly callId: string;
  readonly text: string;
  readonly isError: boolean;
}

export type Part = TextPart | ImagePart | ThinkingPart | ToolCallPart | ToolResultPart;

export interface Message {
  readonly role: 'user' | 'assistant';
  readonly parts: readonly Part[];
}

export function textMessage(role: Message['role'], text: string): Message {
  return { role, parts: [{ type: 'text', text }] };
}

/** The visible text of a message, its text parts joined without a separator. */
export function textOf(message: Message): string {
  return message.parts.map((part) => (part.type === 'text' ? part.text : '')).join('');
}
