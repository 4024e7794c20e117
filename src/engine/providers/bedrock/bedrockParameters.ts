import type { Json, Message, Part } from '../../model/request/message';
import type { ChatRequest } from '../../model/request/request';
import { withFormTold } from '../../model/request/responseFormat';
import { estimateTokens } from '../../model/request/tokenEstimate';
import { forcesCall } from '../../model/request/toolChoice';
import { hidesThinking, leastThinking, takesTemperature } from '../catalogue/models';
import { closedSchema } from '../anthropic/closedSchema';
import { repairHistory, trimPrefill } from '../messages/history';
import { schemaName } from '../messages/schemaName';

/** Ids of tool calls that the API takes. */
const toolIds = /^[A-Za-z0-9_-]{1,64}$/;

/** Tokens that are asked for where the request names none: the host's own are few for some models. */
const usualOutputTokens = 64_000;

/** https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_ContentBlock.html, as far as it is written here. */
type Block =
  | { readonly text: string }
  | { readonly image: { readonly format: string; readonly source: { readonly bytes: string } } }
  | { readonly toolUse: { readonly toolUseId: string; readonly name: string; readonly input: Json } }
  | {
      readonly toolResult: {
        readonly toolUseId: string;
        readonly content: readonly { readonly text: string }[];
        readonly status: 'success' | 'error';
      };
    }
  | { readonly reasoningContent: { readonly reasoningText: { readonly text: string; readonly signature: string } } }
  | CachePoint;

/** https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_ToolChoice.html; a model chooses by itself without one. */
type ForcedChoice = { readonly any: object } | { readonly tool: { readonly name: string } };

/** https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_OutputConfig.html; the schema is a text. */
interface OutputConfig {
  readonly textFormat: {
    readonly type: 'json_schema';
    readonly structure: { readonly jsonSchema: { readonly schema: string; readonly name: string } };
  };
}

interface CachePoint {
  readonly cachePoint: { readonly type: 'default' };
}

const cachePoint: CachePoint = { cachePoint: { type: 'default' } };

/** Body of `POST /model/{id}/converse-stream`; the model stands in the path. */
export interface ConverseBody {
  readonly messages: readonly { readonly role: 'user' | 'assistant'; readonly content: readonly Block[] }[];
  readonly system?: readonly ({ readonly text: string } | CachePoint)[];
  readonly inferenceConfig?: {
    readonly maxTokens?: number;
    readonly temperature?: number;
    readonly stopSequences?: readonly string[];
  };
  readonly toolConfig?: { readonly tools: readonly unknown[]; readonly toolChoice?: ForcedChoice };
  readonly outputConfig?: OutputConfig;
  readonly additionalModelRequestFields?: Readonly<Record<string, Json>>;
}

/** `most`: tokens that the model's answer may take, where that is known. */
export function toConverseBody(model: string, request: ChatRequest, most: number | undefined): ConverseBody {
  const { temperature, stop, maxOutputTokens } = request;
  const outputConfig = outputConfigOf(request.responseFormat);
  const { system } = outputConfig ? request : withFormTold(request);
  const tokens = most === undefined ? maxOutputTokens : Math.min(maxOutputTokens ?? usualOutputTokens, most);
  const stops = stop?.filter((sequence) => sequence.trim() !== '') ?? [];
  const inferenceConfig = {
    ...(tokens === undefined ? {} : { maxTokens: tokens }),
    ...(temperature === undefined || !takesTemperature(model) ? {} : { temperature }),
    ...(stops.length === 0 ? {} : { stopSequences: stops }),
  };
  const marks = takesCachePoints(model) ? [cachePoint] : [];
  const fields = thinkingOf(model, request);
  const turns = trimPrefill(repairHistory(request.messages, 'bedrock', toolIds));
  return {
    messages: toMessages(turns, marks),
    ...(system === undefined || system.trim() === '' ? {} : { system: [{ text: system }, ...marks] }),
    ...(Object.keys(inferenceConfig).length === 0 ? {} : { inferenceConfig }),
    ...toolsOf(request, turns),
    ...(outputConfig ? { outputConfig } : {}),
    ...(Object.keys(fields).length === 0 ? {} : { additionalModelRequestFields: fields }),
  };
}

/**
 * Models that store what stands before a mark; others answer 400 to one:
 * https://docs.aws.amazon.com/bedrock/latest/userguide/prompt-caching.html.
 */
function takesCachePoints(model: string): boolean {
  return /claude-(?:3-5-haiku|3-7|[a-z]+-[4-9])|\bnova-/i.test(model);
}

/** Fields of Anthropic's own protocol, which the host hands on. */
function thinkingOf(model: string, request: ChatRequest): Readonly<Record<string, Json>> {
  if (!/claude/i.test(model)) return {};
  const least = leastThinking(model, request);
  if (least && 'thinking' in least) return { thinking: { type: least.thinking } };
  if (least && 'effort' in least) return { output_config: { effort: least.effort } };
  return hidesThinking(model) && !forcesCall(request) ? { thinking: { type: 'adaptive', display: 'summarized' } } : {};
}

/** A conversation with calls is refused without a definition of tools. That none may be called cannot be said but by leaving them out. */
function toolsOf(request: ChatRequest, turns: readonly Message[]): Pick<ConverseBody, 'toolConfig'> {
  const tools = request.toolChoice === 'none' ? [] : (request.tools ?? []);
  const known = new Set(tools.map(({ name }) => name));
  const called = turns.flatMap(({ parts }) => parts.flatMap((part) => (part.type === 'tool-call' ? part.name : [])));
  const others = [...new Set(called)].filter((name) => !known.has(name));
  const all = [
    ...tools,
    ...others.map((name) => ({ name, description: 'Not available now.', inputSchema: { type: 'object' } })),
  ];
  if (all.length === 0) return {};
  const specs = all.map(({ name, description, inputSchema }) => ({
    toolSpec: {
      name,
      ...(description === '' ? {} : { description }),
      inputSchema: { json: { ...inputSchema, type: 'object' } },
    },
  }));
  return {
    toolConfig: { tools: specs, ...(forcesCall(request) ? { toolChoice: forcedChoice(request.toolChoice) } : {}) },
  };
}

function forcedChoice(choice: ChatRequest['toolChoice']): ForcedChoice {
  return typeof choice === 'object' ? { tool: { name: choice.name } } : { any: {} };
}

/** The host has no form without a schema. */
function outputConfigOf(format: ChatRequest['responseFormat']): OutputConfig | undefined {
  const schema = format?.type === 'json-schema' ? closedSchema(format.schema) : undefined;
  if (!schema || format?.type !== 'json-schema') return undefined;
  const jsonSchema = { schema: JSON.stringify(schema), name: schemaName(format.name) };
  return { textFormat: { type: 'json_schema', structure: { jsonSchema } } };
}

/** Everything up to the last turn of the user stands unchanged in the next request. Of one turn it would be stored for nothing. */
function toMessages(turns: readonly Message[], marks: readonly CachePoint[]): ConverseBody['messages'] {
  const last = turns.length > 1 ? turns.findLastIndex(({ role }) => role === 'user') : -1;
  return turns.map(({ role, parts }, index) => {
    const content = parts.flatMap((part) => toBlocks(part, marks));
    return { role, content: index === last && !isMark(content.at(-1)) ? [...content, ...marks] : content };
  });
}

function isMark(block: Block | undefined): boolean {
  return block !== undefined && 'cachePoint' in block;
}

/** Tokens that any model stores at least. A model that wants more overlooks the mark. */
const minCachedTokens = 512;

function toBlocks(part: Part, marks: readonly CachePoint[]): Block[] {
  switch (part.type) {
    case 'text': {
      const isWorthStoring = part.cacheable === true && estimateTokens(part.text) >= minCachedTokens;
      return [{ text: part.text }, ...(isWorthStoring ? marks : [])];
    }
    case 'image':
      return [{ image: { format: part.mediaType.replace('image/', ''), source: { bytes: part.data } } }];
    case 'thinking':
      if (part.signature === undefined) return [];
      return [{ reasoningContent: { reasoningText: { text: part.text, signature: part.signature } } }];
    case 'tool-call':
      return [{ toolUse: { toolUseId: part.id, name: part.name, input: inputOf(part.input) } }];
    case 'tool-result': {
      const status = part.isError ? 'error' : 'success';
      // A text of nothing is refused.
      const text = part.text.trim() === '' ? '(empty)' : part.text;
      return [{ toolResult: { toolUseId: part.callId, content: [{ text }], status } }];
    }
  }
}

/** A tool is called with fields; a model that gives none of them calls it with nothing. */
function inputOf(input: Json): Json {
  return typeof input === 'object' && input !== null && !Array.isArray(input) ? input : {};
}
