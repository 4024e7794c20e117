import type { Failure } from '../../../src/engine/model/failure';
import type { ProviderType } from '../../../src/engine/model/route';
import { classifyAnthropic } from '../../../src/providers/classify/anthropic';
import { classifyOllama } from '../../../src/providers/classify/ollama';
import { classifyOpenAi } from '../../../src/providers/classify/openai';
import { classifyOpenAiCompatible } from '../../../src/providers/classify/openaiCompatible';
import type { FaultContext } from '../../../src/providers/classify/verdict';
import type { WireFault } from '../../../src/providers/wireFault';

export const now = Date.UTC(2026, 10, 26, 12);

export const context: FaultContext = { now, aborted: false, providerLabel: 'Claude', model: 'm-1', local: false };

export const classifiers: Readonly<Record<ProviderType, (fault: WireFault, context: FaultContext) => Failure>> = {
  anthropic: classifyAnthropic,
  openai: classifyOpenAi,
  'openai-compatible': classifyOpenAiCompatible,
  ollama: classifyOllama,
};

export function response(status: number, body: unknown = '', headers: Record<string, string> = {}): WireFault {
  const raw = typeof body === 'string' ? body : JSON.stringify(body);
  return { type: 'response', status, headers: new Headers(headers), body: raw };
}
