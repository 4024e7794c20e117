import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ProviderType } from '../../../../src/engine/providers/registry/descriptors';

type Json = Record<string, unknown>;

/** A stream that another project recorded, with what its JSON says, read without any reader of ours. */
export interface ForeignStream {
  readonly name: string;
  readonly type: ProviderType;
  readonly model: string;
  readonly baseUrl: string;
  readonly events: readonly Json[];
  /** One for each event, as its vendor frames it, and the vendor's mark of the end. */
  readonly frames: readonly string[];
  readonly text: string;
  /** What the model thought before and within its text, as far as the vendor shows it. */
  readonly thinking: string;
  /** Names of the tools that were called. */
  readonly calls: readonly string[];
  /** The answer ended well, with something in it. */
  readonly isGood: boolean;
}

const folder = join(process.cwd(), '../shared/foreign/streams');

/** Why the tests that need the recordings are skipped; undefined where they are there. */
export const missing = existsSync(folder) ? undefined : `no recordings at ${folder}`;

const notSpoken = new Set(['bedrock', 'google']);

function filesOf(vendor: string, ending: RegExp): string[] {
  if (missing !== undefined) return [];
  return readdirSync(join(folder, vendor)).filter((file) => ending.test(file));
}

const vendors = (): string[] => (missing === undefined ? readdirSync(folder).filter((name) => name !== 'LICENSE') : []);

/** How many there are of the protocols that are not spoken here. */
export function countOfOthers(): number {
  return [...notSpoken].reduce((sum, vendor) => sum + filesOf(vendor, /\.(?:txt|sse)$/).length, 0);
}

export function foreignStreams(): ForeignStream[] {
  const spoken = vendors().filter((vendor) => !notSpoken.has(vendor));
  return spoken.flatMap((vendor) => filesOf(vendor, /\.(?:txt|sse)$/).flatMap((file) => read(vendor, file)));
}

/** The bodies of errors and refusals, as text. */
export function foreignBodies(): { readonly name: string; readonly vendor: string; readonly body: string }[] {
  return vendors().flatMap((vendor) =>
    filesOf(vendor, /\.json$/).map((file) => ({
      name: `${vendor}/${file}`,
      vendor,
      body: readFileSync(join(folder, vendor, file), 'utf8'),
    })),
  );
}

const record = (value: unknown): Json => (typeof value === 'object' && value !== null ? (value as Json) : {});
const list = (value: unknown): Json[] => (Array.isArray(value) ? value.map(record) : []);
const str = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Some files hold several answers of one conversation. */
function answersIn(events: readonly Json[]): Json[][] {
  const answers: Json[][] = [];
  let isNew = true;
  for (const event of events) {
    if (isNew) answers.push([]);
    answers.at(-1)?.push(event);
    isNew = /^(?:message_stop|response\.(?:completed|failed|incomplete))$/.test(str(event.type));
  }
  return answers;
}

function read(vendor: string, file: string): ForeignStream[] {
  const lines = readFileSync(join(folder, vendor, file), 'utf8').split('\n');
  const events = lines
    .map((line) => line.replace(/^data: /, ''))
    .filter((line) => line.startsWith('{'))
    .map(parsed);
  const said = vendor === 'anthropic' ? messages : 'choices' in (events[0] ?? {}) ? chat : responses;
  return answersIn(events).map((answer, index) => {
    return { name: `${vendor}/${file}, answer ${index + 1}`, events: answer, ...said(answer) };
  });
}

/** One of the recordings has events that are no JSON. */
function parsed(line: string): Json {
  try {
    return record(JSON.parse(line));
  } catch {
    return { type: /"type":"([^"]*)"/.exec(line)?.[1], raw: line };
  }
}

const dataOf = (event: Json): string => str(event.raw) || JSON.stringify(event);

type Said = Omit<ForeignStream, 'name' | 'events'>;

function named(events: readonly Json[]): string[] {
  return events.map((event) => `event: ${str(event.type)}\ndata: ${dataOf(event)}\n\n`);
}

function messages(events: readonly Json[]): Said {
  const started = events
    .filter(({ type }) => type === 'content_block_start')
    .map((event) => record(event.content_block));
  const begun = events.flatMap((event) => list(record(event.message).content));
  const blocks = started.length > 0 ? started : begun;
  const deltas = events.filter(({ type }) => type === 'content_block_delta').map((event) => record(event.delta));
  const starts = blocks.map(({ type, text }) => (type === 'text' ? str(text) : '')).join('');
  const text = starts + deltas.map(({ type, text }) => (type === 'text_delta' ? str(text) : '')).join('');
  const calls = blocks.filter(({ type }) => type === 'tool_use').map(({ name }) => str(name));
  const stops = events.map((event) => str(record(event.delta).stop_reason));
  return {
    type: 'anthropic',
    model: 'claude-sonnet-5-5',
    baseUrl: 'https://api.anthropic.com',
    frames: named(events),
    text,
    thinking: [...blocks, ...deltas].map(({ thinking }) => str(thinking)).join(''),
    calls,
    isGood: !stops.includes('refusal') && (text !== '' || calls.length > 0) && events.at(-1)?.type === 'message_stop',
  };
}

function chat(events: readonly Json[]): Said {
  const deltas = events.map((event) => record(record(list(event.choices)[0]).delta));
  const textOf = ({ content }: Json): string =>
    str(content) ||
    list(content)
      .map((part) => str(part.text))
      .join('');
  const text = deltas.map(textOf).join('');
  const calls = deltas.flatMap(({ tool_calls }) => list(tool_calls).map((call) => str(record(call.function).name)));
  return {
    type: 'openai-compatible',
    model: 'some-model',
    baseUrl: 'https://host.example.com/v1',
    frames: [...events.map((event) => `data: ${JSON.stringify(event)}\n\n`), 'data: [DONE]\n\n'],
    text,
    thinking: deltas.map(thoughtsOf).join(''),
    calls: calls.filter((name) => name !== ''),
    isGood: text !== '' || calls.length > 0,
  };
}

/** DeepSeek and xAI, Groq, and Mistral's list of parts. */
function thoughtsOf({ reasoning_content, reasoning, content }: Json): string {
  const parts = list(content).flatMap(({ thinking }) => list(thinking));
  return str(reasoning_content) || str(reasoning) || parts.map(({ text }) => str(text)).join('');
}

function responses(events: readonly Json[]): Said {
  const text = [...new Set(events.map((event) => event.item_id))].map((id) => textOfItem(events, id)).join('');
  const items = events.filter(({ type }) => type === 'response.output_item.added').map(({ item }) => record(item));
  const calls = items.filter(({ type }) => type === 'function_call').map(({ name }) => str(name));
  return {
    type: 'openai',
    model: 'gpt-5.6-terra',
    baseUrl: 'https://api.openai.com/v1',
    frames: named(events),
    text,
    thinking: thoughtsIn(events),
    calls,
    isGood:
      events.at(-1)?.type === 'response.completed' &&
      events.at(-1)?.raw === undefined &&
      (text !== '' || calls.length > 0),
  };
}

/** A summary of thoughts comes in parts, each a paragraph. */
function thoughtsIn(events: readonly Json[]): string {
  return events.reduce((thoughts, { type, delta }) => {
    if (/\.reasoning_.*text\.delta$/.test(str(type))) return thoughts + str(delta);
    return type === 'response.reasoning_summary_part.added' && thoughts !== '' ? `${thoughts}\n\n` : thoughts;
  }, '');
}

/** The pieces of one recording were cut short, but not the whole; of another the two are different texts. */
function textOfItem(events: readonly Json[], id: unknown): string {
  const own = events.filter(({ item_id }) => item_id === id);
  const pieces = own.map(({ type, delta }) => (type === 'response.output_text.delta' ? str(delta) : '')).join('');
  const whole = own.map(({ type, text }) => (type === 'response.output_text.done' ? str(text) : '')).join('');
  return whole.startsWith(pieces) ? whole : pieces;
}
