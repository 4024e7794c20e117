import type { Failure } from '../../../../src/engine/model/failure/failure';
import type { ProviderType } from '../../../../src/engine/providers/registry/descriptors';
import { classifyAzure } from '../../../../src/engine/providers/azure/azureErrors';
import { classifyAnthropic } from '../../../../src/engine/providers/anthropic/anthropicErrors';
import { classifyBedrock } from '../../../../src/engine/providers/bedrock/bedrockErrors';
import { classifyClaudeOnVertex, classifyGeminiOnVertex } from '../../../../src/engine/providers/vertex/vertexErrors';
import { classifyGoogle } from '../../../../src/engine/providers/google/googleErrors';
import { classifyOllama } from '../../../../src/engine/providers/ollama/ollamaErrors';
import { classifyOpenAi } from '../../../../src/engine/providers/openaiProtocol/openaiErrors';
import { classifyOpenAiCompatible } from '../../../../src/engine/providers/openaiProtocol/compatibleErrors';
import type { FaultContext } from '../../../../src/engine/providers/errors/failureFrom';
import type { WireFault } from '../../../../src/engine/providers/errors/wireFault';

export const now = Date.UTC(2026, 10, 26, 12);

export const context: FaultContext = { now, aborted: false, providerLabel: 'Claude', model: 'm-1', local: false };

export const classifiers: Readonly<Record<ProviderType, (fault: WireFault, context: FaultContext) => Failure>> = {
  anthropic: classifyAnthropic,
  openai: classifyOpenAi,
  google: classifyGoogle,
  'azure-openai': classifyAzure,
  bedrock: classifyBedrock,
  'google-vertex': classifyGeminiOnVertex,
  'anthropic-vertex': classifyClaudeOnVertex,
  'openai-compatible': classifyOpenAiCompatible,
  ollama: classifyOllama,
  local: classifyOpenAiCompatible,
};

export function response(status: number, body: unknown = '', headers: Record<string, string> = {}): WireFault {
  const raw = typeof body === 'string' ? body : JSON.stringify(body);
  return { type: 'response', status, headers: new Headers(headers), body: raw };
}

export const openAiError = (error: Record<string, unknown>) => ({
  error: { message: 'Words.', param: null, ...error },
});

export const ended = (finish: string | undefined, sawContent = false): WireFault => ({
  type: 'ended',
  endMarker: finish !== undefined,
  sawContent,
  finish,
});
