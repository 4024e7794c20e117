import type { Failure } from '../../model/failure';
import type { WireFault } from '../wireFault';
import { classify, type Vendor } from './rules';
import type { FaultContext } from './verdict';

/** Ollama's errors are a text and a status, without a code: https://docs.ollama.com/api/errors. */
const ollama: Vendor = {
  rule: ({ message }, status) => {
    if (/model .{0,200}not found|no such model/i.test(message)) return 'model-missing';
    if (/server busy|too many requests queued/i.test(message)) return 'overloaded';
    if (/context (?:length|size|window)|exceeds?.{0,40}context/i.test(message)) return 'context-exceeded';
    if (/requires more system memory|out of memory|llama runner/i.test(message)) return 'server';
    return status === 502 ? 'connect' : undefined;
  },
  finishes: new Map(),
};

export function classifyOllama(fault: WireFault, context: FaultContext): Failure {
  const failure = classify(fault, context, ollama);
  if (failure.kind !== 'model-missing') return failure;
  return {
    ...failure,
    message: `${context.providerLabel} does not have the model ${context.model}. Run: ollama pull ${context.model}`,
  };
}
