import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ProviderType } from '../../../../src/engine/providers/registry/descriptors';
import { converseEventOf } from '../../../../tools/wire/amazonFrames';

type Json = Record<string, unknown>;

/** A stream that another project recorded, with what its JSON says, read without any reader of ours. */
export interface ForeignStream {
  readonly name: string;
  readonly type: ProviderType;
  readonly model: string;
  /** Undefined where the preset says it. */
  readonly baseUrl?: string;
  readonly preset?: string;
  readonly events: readonly Json[];
  /** As in `WireProtocol`. */
  readonly encoding?: 'latin1';
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

function filesOf(vendor: string, ending: RegExp): string[] {
  if (missing !== undefined) return [];
  return readdirSync(join(folder, vendor)).filter((file) => ending.test(file));
}

const vendors = (): string[] => (missing === undefined ? readdirSync(folder).filter((name) => name !== 'LICENSE') : []);

export function foreignStreams(): ForeignStream[] {
  return vendors().flatMap((vendor) => filesOf(vendor, /\.(?:txt|sse)$/).flatMap((file) => read(vendor, file)));
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
  const said = readersOf(vendor, events);
  return answersIn(events).map((answer, index) => {
    return { name: `${vendor}/${file}, answer ${index + 1}`, events: answer, ...said(answer) };
  });
}

function readersOf(vendor: string, events: readonly Json[]): (events: readonly Json[]) => Said {
  if (vendor === 'anthropic') return messages;
  if (vendor === 'google') return generated;
  if (vendor === 'bedrock') return conversed;
  if (!('choices' in (events[0] ?? {}))) {
    if (vendor !== 'azure') return responses;
    return (answer) => ({ ...responses(answer), type: 'azure-openai', baseUrl: 'https://contoso.openai.azure.com' });
  }
  const preset = presetsByFolder[vendor];
  return (answer) => ({ ...chat(answer), ...(preset === undefined ? {} : { preset, baseUrl: undefined }) });
}

/** Vendors whose recordings are read as the user sets them up. */
const presetsByFolder: Readonly<Record<string, string>> = {
  mistral: 'mistral',
  groq: 'groq',
  deepseek: 'deepseek',
  'xai-chat': 'xai',
};

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
    model: str(events[0]?.model) || 'some-model',
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

function generated(events: readonly Json[]): Said {
  const candidates = events.map((event) => record(list(event.candidates)[0]));
  const parts = candidates.flatMap(({ content }) => list(record(content).parts));
  const said = (isThought: boolean): string =>
    parts.map(({ text, thought }) => ((thought === true) === isThought ? str(text) : '')).join('');
  const text = said(false);
  const calls = parts.map(({ functionCall }) => str(record(functionCall).name)).filter((name) => name !== '');
  return {
    type: 'google',
    model: 'gemini-3.8-flash',
    baseUrl: 'https://generativelanguage.googleapis.com',
    frames: events.map((event) => `data: ${JSON.stringify(event)}\r\n\r\n`),
    text,
    thinking: said(true),
    calls,
    isGood: candidates.at(-1)?.finishReason === 'STOP' && (text !== '' || calls.length > 0),
  };
}

/** Each event in an object under its name, as the vendor's own client gives it. */
function conversed(events: readonly Json[]): Said {
  const deltas = events.map(({ contentBlockDelta }) => record(record(contentBlockDelta).delta));
  const starts = events.map(({ contentBlockStart }) => record(record(contentBlockStart).start));
  const text = deltas.map((delta) => str(delta.text)).join('');
  const calls = starts.map(({ toolUse }) => str(record(toolUse).name)).filter((name) => name !== '');
  const stops = events.map(({ messageStop }) => str(record(messageStop).stopReason));
  return {
    type: 'bedrock',
    model: 'anthropic.claude-sonnet-4-5-20250929-v1:0',
    baseUrl: 'https://bedrock-runtime.us-east-1.amazonaws.com',
    encoding: 'latin1',
    frames: events.map((event) => converseEventOf(JSON.stringify(event))),
    text,
    thinking: deltas.map(({ reasoningContent }) => str(record(reasoningContent).text)).join(''),
    calls,
    isGood:
      stops.some((stop) => /^(?:end_turn|tool_use|stop_sequence)$/.test(stop)) && (text !== '' || calls.length > 0),
  };
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
