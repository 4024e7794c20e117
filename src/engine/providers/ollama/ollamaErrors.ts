import type { Failure } from '../../model/failure/failure';
import type { WireFault } from '../errors/wireFault';
import { namesFullWindow } from '../errors/refusals/overflow';
import { classify, type VendorRules } from '../errors/rules';
import type { FaultContext } from '../errors/failureFrom';

/** Ollama's errors are a text and a status, without a code: https://docs.ollama.com/api/errors. */
const ollama: VendorRules = {
  rule: ({ message }) => {
    if (/model .{0,200}not found|no such model/i.test(message)) return 'model-missing';
    if (/server busy|too many requests queued/i.test(message)) return 'overloaded';
    if (namesFullWindow(message)) return 'context-exceeded';
    if (cannotLoad.test(message)) return 'server';
    // Ollama's cloud: by the hour, the session or the week.
    return /usage limit/i.test(message) ? 'quota' : undefined;
  },
  // An account is only for the models of its cloud, and 502 is that the cloud is out of reach; what is local still answers.
  scope: (kind, { isError, message, status }) => {
    if (kind === 'auth' || kind === 'quota') return 'model';
    const isOfModel = cannotLoad.test(message) || (isError && status === 502);
    return kind === 'server' && isOfModel ? 'model' : undefined;
  },
  finishes: new Map(),
};

/** The model is too large, its runner died, or its load was broken off, also by another client that gave up. */
const cannotLoad = /requires more system memory|out of memory|llama runner|aborting load|unable to load model/i;

export function classifyOllama(fault: WireFault, context: FaultContext): Failure {
  const failure = classify(fault, context, ollama);
  const { providerLabel: who, model, local } = context;
  if (failure.kind === 'model-missing') {
    return { ...failure, message: `${who} does not have the model ${model}. Run: ollama pull ${model}` };
  }
  if (failure.kind === 'auth' && local) {
    return { ...failure, message: `${who} is not signed in to its cloud, where ${model} runs. Run: ollama signin` };
  }
  return failure;
}
