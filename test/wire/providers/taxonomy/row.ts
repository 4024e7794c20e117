import type { FailureKind, FailureScope, Repair } from '../../../../src/engine/model/failure/failure';
import type { ProviderType } from '../../../../src/engine/providers/registry/descriptors';

/** What a host sends, as raw as it comes over the wire, with the verdict it must get. */
export interface Row {
  /** For people, in the document; unique in its group. */
  readonly signal: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Each character of the body is a byte. */
  readonly encoding?: 'latin1';
  /** `length` and `stop`: a good end. */
  readonly verdict: FailureKind | 'length' | 'stop';
  /** Where it is not the kind's usual one. */
  readonly scope?: FailureScope;
  readonly retryAfterMs?: number;
  readonly repair?: Repair;
  /** The limit that the host names. */
  readonly contextWindowTokens?: number;
}

export interface Group {
  readonly title: string;
  readonly source: string;
  /** For the document: what the bodies rest on where the page quotes none, in sentences of Markdown. */
  readonly basis?: string;
  readonly type: ProviderType;
  /** The preset's, or the type's own, where absent. */
  readonly baseUrl?: string;
  readonly preset?: string;
  readonly model: string;
  readonly rows: readonly Row[];
}

type More = Partial<Pick<Row, 'scope' | 'retryAfterMs' | 'repair' | 'contextWindowTokens'>> & {
  readonly headers?: Record<string, string>;
};

/** An answer with an error status; a `body` that is no text is sent as JSON. */
export function refusal(
  signal: string,
  status: number,
  body: unknown,
  verdict: Row['verdict'],
  { headers = {}, ...more }: More = {},
): Row {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return { signal, status, headers: { 'content-type': 'application/json', ...headers }, body: text, verdict, ...more };
}

/** A stream that began with status 200. */
export function stream(signal: string, frames: readonly string[], verdict: Row['verdict'], more: More = {}): Row {
  const { headers = {}, ...rest } = more;
  const type = { 'content-type': 'text/event-stream' };
  return { signal, status: 200, headers: { ...type, ...headers }, body: frames.join(''), verdict, ...rest };
}

export function data(value: unknown): string {
  return `data: ${JSON.stringify(value)}\n\n`;
}

export function event(value: { readonly type: string } & Record<string, unknown>): string {
  return `event: ${value.type}\n${data(value)}`;
}

export function line(value: unknown): string {
  return `${JSON.stringify(value)}\n`;
}

export function chunk(delta: unknown, finish_reason: string | null = null): string {
  return data({ id: 'c', object: 'chat.completion.chunk', choices: [{ index: 0, delta, finish_reason }] });
}

export const chatText = chunk({ content: 'Some text' });
