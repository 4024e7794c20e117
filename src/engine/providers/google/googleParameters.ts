import type { Content, GenerateContentConfig, GenerateContentParameters } from '@google/genai/web';
import type { Message, Part, ToolCallPart } from '../../model/request/message';
import type { ChatRequest, ToolChoice } from '../../model/request/request';
import { withFormInWords, withFormTold } from '../../model/request/responseFormat';
import { hidesThinking, leastThinking, takesTemperature } from '../catalogue/models';
import { repairHistory } from '../messages/history';

/** Ids of tool calls that the API takes: any. */
const toolIds = /^[\w.:-]{1,256}$/;

/** https://ai.google.dev/api/generate-content#GenerationConfig */
const maxStops = 5;

/**
 * In the place of a signature that another model's call has none of:
 * https://ai.google.dev/gemini-api/docs/thought-signatures.
 */
const noSignature = 'skip_thought_signature_validator';

/** `origin`: type of the provider that is asked. */
export function toGoogleParameters(model: string, request: ChatRequest, origin = 'google'): GenerateContentParameters {
  const { maxOutputTokens, temperature, stop, tools } = request;
  const { system, ...form } = formOf(model, request);
  const names = callNames(request.messages);
  const stops = stop?.filter((sequence) => sequence.trim() !== '').slice(0, maxStops) ?? [];
  const config: GenerateContentConfig = {
    ...(system === undefined || system === '' ? {} : { systemInstruction: { parts: [{ text: system }] } }),
    ...(maxOutputTokens === undefined ? {} : { maxOutputTokens }),
    ...(temperature === undefined || !takesTemperature(model) ? {} : { temperature }),
    ...(stops.length === 0 ? {} : { stopSequences: stops }),
    ...form,
    ...thinkingOf(model, request),
    ...(tools === undefined || tools.length === 0
      ? {}
      : {
          tools: [
            {
              functionDeclarations: tools.map(({ name, description, inputSchema }) => ({
                name,
                description,
                parametersJsonSchema: inputSchema,
              })),
            },
          ],
          ...choiceOf(request.toolChoice),
        }),
  };
  return {
    model,
    contents: repairHistory(request.messages, origin, toolIds).map((turn) => toContent(turn, names)),
    config,
  };
}

/** A model chooses by itself where nothing is said. The SDK's modes are an enum, which would have to be loaded with it. */
function choiceOf(choice: ToolChoice = 'auto'): Pick<GenerateContentConfig, 'toolConfig'> {
  if (choice === 'auto') return {};
  const mode = (choice === 'none' ? 'NONE' : 'ANY') as never;
  const named = typeof choice === 'string' ? {} : { allowedFunctionNames: [choice.name] };
  return { toolConfig: { functionCallingConfig: { mode, ...named } } };
}

/**
 * The form of the answer, and the system prompt with what it has to say of it: of JSON without a schema the model has to be
 * told. Models before the third generation answer 400 to a form beside tools.
 */
function formOf(
  model: string,
  request: ChatRequest,
): Pick<GenerateContentConfig, 'responseMimeType' | 'responseJsonSchema'> & Pick<ChatRequest, 'system'> {
  const { responseFormat, tools = [] } = request;
  if (!responseFormat || (tools.length > 0 && /gemini-[12]\b/.test(model))) {
    return { system: withFormInWords(request).system };
  }
  const responseMimeType = 'application/json';
  if (responseFormat.type === 'json') return { system: withFormTold(request).system, responseMimeType };
  return { system: request.system, responseMimeType, responseJsonSchema: responseFormat.schema };
}

function thinkingOf(model: string, request: ChatRequest): Pick<GenerateContentConfig, 'thinkingConfig'> {
  const least = leastThinking(model, request);
  if (least && 'thinkingBudget' in least) return { thinkingConfig: { thinkingBudget: least.thinkingBudget } };
  if (least && 'thinkingLevel' in least) {
    // The SDK's type is an enum, which would have to be loaded with the SDK.
    return { thinkingConfig: { thinkingLevel: least.thinkingLevel as never } };
  }
  return hidesThinking(model) ? { thinkingConfig: { includeThoughts: true } } : {};
}

/** A result names the tool, not only the call. */
function callNames(messages: readonly Message[]): ReadonlyMap<string, string> {
  const calls = messages.flatMap(({ parts }) =>
    parts.filter((part): part is ToolCallPart => part.type === 'tool-call'),
  );
  return new Map(calls.map(({ id, name }) => [id, name]));
}

function toContent({ role, parts }: Message, names: ReadonlyMap<string, string>): Content {
  return { role: role === 'user' ? 'user' : 'model', parts: signed(parts).map((part) => toPart(part, names)) };
}

interface Signed {
  readonly part: Part;
  readonly signature?: string;
}

/** A signature stands with what comes after it; the first call of a turn has to have one. */
function signed(parts: readonly Part[]): readonly Signed[] {
  const all: Signed[] = [];
  let signature: string | undefined;
  let hasCalled = false;
  for (const part of parts) {
    if (part.type === 'thinking') {
      signature = part.signature;
      continue;
    }
    const isFirstCall = part.type === 'tool-call' && !hasCalled;
    const own = signature ?? (isFirstCall ? noSignature : undefined);
    hasCalled ||= part.type === 'tool-call';
    all.push({ part, ...(own === undefined ? {} : { signature: own }) });
    signature = undefined;
  }
  return all;
}

/** https://ai.google.dev/api/caching#Part, as far as it is written here. */
interface WirePart {
  readonly text?: string;
  readonly inlineData?: { readonly mimeType: string; readonly data: string };
  readonly functionCall?: { readonly id: string; readonly name: string; readonly args: Record<string, unknown> };
  readonly functionResponse?: {
    readonly id: string;
    readonly name: string;
    readonly response: Record<string, unknown>;
  };
  readonly thoughtSignature?: string;
}

function toPart({ part, signature }: Signed, names: ReadonlyMap<string, string>): WirePart {
  const thoughtSignature = signature === undefined ? {} : { thoughtSignature: signature };
  switch (part.type) {
    case 'text':
      return { text: part.text, ...thoughtSignature };
    case 'image':
      return { inlineData: { mimeType: part.mediaType, data: part.data } };
    case 'tool-call':
      return { functionCall: { id: part.id, name: part.name, args: argsOf(part) }, ...thoughtSignature };
    case 'tool-result': {
      const response = part.isError ? { error: part.text } : { output: part.text };
      return { functionResponse: { id: part.callId, name: names.get(part.callId) ?? 'tool', response } };
    }
    case 'thinking':
      return { text: '' };
  }
}

/** A tool is called with fields; a model that gives none of them calls it with nothing. */
function argsOf({ input }: ToolCallPart): Record<string, unknown> {
  const isRecord = typeof input === 'object' && input !== null && !Array.isArray(input);
  return isRecord ? Object.fromEntries(Object.entries(input)) : {};
}
