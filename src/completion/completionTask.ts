import type { CompletionTask } from '../failover/providerManager';
import type { CallOptions, Provider } from '../model/provider';
import type { Route } from '../model/route';
import type { StreamEvent } from '../model/stream';
import { estimateTokens } from '../model/tokens';
import type { Hole } from './hole';
import type { Surroundings } from './surroundings';
import { holeRequest } from './holePrompt';
import { fillTemplate } from './templates';

/** Tokens of a completion at most; a block longer than this is read by nobody while typing. */
const maxOutputTokens = { line: 64, block: 256 } as const;

/** Tokens that a chat model may spend on its marks beside the completion. */
const chatOverhead = 32;

/** The hole, asked in the way that each route understands best. */
export function completionTask(hole: Hole, _surroundings: Surroundings): CompletionTask {
  return {
    inputTokens: estimateTokens(hole.prefix + hole.suffix) + 200,
    open: (provider, route, call) => ask(provider, route, call, hole, 128),
  };
}

async function* ask(
  provider: Provider,
  route: Route,
  call: CallOptions,
  hole: Hole,
  tokens: number,
): AsyncGenerator<StreamEvent, void, undefined> {
  const support = await provider.fimSupport(route.model, call);
  const template = fillTemplate(route.model, hole);
  if (support === 'native' || (support === 'template' && template)) {
    const { prefix, suffix, path, languageId } = hole;
    const request = { prefix, suffix, path, languageId, maxOutputTokens: tokens, temperature: 0, stop: [] };
    yield* provider.fim(route.model, template ? { ...request, template } : request, call);
    return;
  }
  yield* provider.chat(route.model, holeRequest(hole, tokens + chatOverhead), call);
}
