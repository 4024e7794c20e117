import assert from 'node:assert/strict';
import type { JsonObject } from '../../../../src/engine/model/request/message';
import type { ChatRequest, ResponseFormat } from '../../../../src/engine/model/request/request';
import type { ProviderType } from '../../../../src/engine/providers/registry/descriptors';
import { collect, textOfEvents, userSays } from '../support/fixtures';
import { inMemory } from '../support/inMemory';
import { hostOfUser, wireProtocols } from '../support/protocols';
import { bytesOf } from '../support/wireProtocol';

export type Body = Readonly<Record<string, unknown>>;

export const answer = '{"title":"Retry","lines":[1,2]}';
export const schema: JsonObject = {
  type: 'object',
  properties: { title: { type: 'string' }, lines: { type: 'array', items: { type: 'integer' } } },
  required: ['title', 'lines'],
  additionalProperties: false,
};
export const ofSchema: Extract<ResponseFormat, { type: 'json-schema' }> = {
  type: 'json-schema',
  name: 'a finding',
  schema,
  isStrict: true,
};
export const ofJson: ResponseFormat = { type: 'json' };
export const tools = ['read', 'list'].map((name) => ({
  name,
  description: name,
  inputSchema: { type: 'object', properties: {} },
}));

export interface Asked {
  readonly type: ProviderType;
  readonly model?: string;
  readonly preset?: string;
}

/** The host of a provider with its real client. It answers in the form, and first with `refuse` where that gives a body. */
export function host({ type, model, preset }: Asked, refuse: (body: Body) => unknown = () => undefined) {
  const sent: Body[] = [];
  const protocol = wireProtocols.find((each) => each.type === (type === 'local' ? 'openai-compatible' : type))!;
  const fetch: typeof globalThis.fetch = (_input, init) => {
    const body = JSON.parse((init?.body ?? '{}') as string) as Body;
    sent.push(body);
    const refusal = refuse(body);
    if (refusal !== undefined) return Promise.resolve(new Response(JSON.stringify(refusal), { status: 400 }));
    const good = bytesOf(protocol, protocol.start + protocol.text(answer) + protocol.end);
    return Promise.resolve(new Response(good, { headers: { 'content-type': protocol.contentType } }));
  };
  const name = model ?? protocol.model;
  const where = { type, model: name, preset, baseUrl: preset === undefined ? hostOfUser(protocol.type) : undefined };
  return { provider: inMemory(where, fetch), model: name, sent };
}

export async function bodyOf(asked: Asked, more: Partial<ChatRequest>): Promise<Body> {
  const { provider, model, sent } = host(asked);
  const request = { ...userSays('Why?'), maxOutputTokens: 8_000, system: 'Be brief.', ...more };
  const events = await collect(provider.chat(model, request, { signal: new AbortController().signal }));
  assert.equal(textOfEvents(events), answer);
  return sent.at(-1)!;
}

/** The protocols, each with a model that takes all of it. */
export const asked = {
  anthropic: { type: 'anthropic', model: 'claude-sonnet-4-6' },
  vertexClaude: { type: 'anthropic-vertex', model: 'claude-sonnet-4-6' },
  openai: { type: 'openai' },
  azure: { type: 'azure-openai' },
  google: { type: 'google' },
  vertexGemini: { type: 'google-vertex' },
  bedrock: { type: 'bedrock', model: 'us.anthropic.claude-sonnet-4-6' },
  ollama: { type: 'ollama' },
  compatible: { type: 'openai-compatible' },
  local: { type: 'local' },
  xai: { type: 'openai-compatible', preset: 'xai' },
} satisfies Record<string, Asked>;

export type Name = keyof typeof asked;

export function pick(body: Body, ...names: readonly string[]): Body {
  return Object.fromEntries(names.flatMap((name) => (name in body ? [[name, body[name]]] : [])));
}

export function toolNames(body: Body): readonly string[] {
  return [...JSON.stringify([body.tools, body.toolConfig]).matchAll(/"name":"(\w+)"/g)].map(([, name]) => name!).sort();
}

export const inWords = /Write your final answer as one JSON value/;
export function sameFor<N extends Name, T>(all: readonly N[], value: T): Record<N, T> {
  return Object.fromEntries(all.map((name) => [name, value])) as Record<N, T>;
}
