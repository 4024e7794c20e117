import * as l10n from '@vscode/l10n';
import type { CompletionTask } from '../../failover/api/providerManager';
import type { ChatRequest, FimRequest } from '../../model/request/request';
import type { Route } from '../../model/route/route';
import { estimateTokens } from '../../model/request/tokenEstimate';
import { budgetOf, fitHole, fitCompletionContext, largestBudget, maxOutputTokens } from './budget';
import type { Allowed } from '../../privacy/release';
import type { RequestSources } from '../../privacy/requestSources';
import type { CursorContext, ReleasedCursorContext } from '../api/cursorContext';
import { holeRequest } from './holePrompt';
import type { CompletionContext } from '../api/completionContext';
import { fillTemplate, looksMarked, snippetHeader } from './fimTemplates';

/** Tokens of the instructions to a chat model, an estimate. */
const instructionTokens = 300;

/** Tokens that a chat model may spend on its marks in addition to the completion. */
const chatOverheadTokens = 32;

/**
 * More tokens for a model that thinks: some models cannot be kept from it, and thought counts as output. Models that do not
 * think leave them unused.
 */
const thinkingTokens = 1_024;

/** The completion at the cursor: each route gets the form it understands best, and as much context as is useful there. */
export function completionTask(
  { above = '', ...written }: CursorContext,
  context: CompletionContext,
  clearance: Allowed,
): CompletionTask {
  const before = clearance.release(above + written.prefix);
  const after = clearance.release(written.suffix);
  const hole = { ...written, prefix: before.text, suffix: after.text };
  const { prefix, suffix } = fitHole(hole, largestBudget);
  const { snippets } = fitCompletionContext(context, largestBudget);
  const texts = [prefix, suffix, ...snippets.map(({ text }) => text)];
  return {
    inputTokens: estimateTokens(texts.join('')) + instructionTokens,
    sources: sourcesOf(hole, context, [...before.masked, ...after.masked]),
    requestFor: (route, support) => {
      const fim = support === 'none' ? undefined : fimRequest(route, hole, context);
      if (fim && (support === 'native' || fim.template)) return { type: 'fim', request: fim };
      return { type: 'chat', request: chatRequest(route, hole, context) };
    },
  };
}

/** Undefined where the route's server would take text of the file for marks of its model. */
function fimRequest(route: Route, hole: ReleasedCursorContext, context: CompletionContext): FimRequest | undefined {
  if (route.server?.putsTextIntoTemplate && looksMarked(route.model, hole)) return undefined;
  const budget = budgetOf(route, 'fim');
  const { prefix, suffix, path, languageId } = fitHole(hole, budget);
  const { snippets } = fitCompletionContext(context, budget);
  const template = fillTemplate(route.model, { prefix, suffix, path, languageId }, snippets);
  return {
    prefix,
    suffix,
    path,
    languageId,
    snippets: [...snippets].reverse(),
    header: snippetHeader(route.model, hole, snippets),
    maxOutputTokens,
    temperature: 0,
    stop: [],
    ...(template ? { template } : {}),
  };
}

function chatRequest(route: Route, hole: ReleasedCursorContext, context: CompletionContext): ChatRequest {
  const budget = budgetOf(route, 'chat');
  const tokens = maxOutputTokens + chatOverheadTokens + (route.traits.reasoning ? thinkingTokens : 0);
  return holeRequest(fitHole(hole, budget), fitCompletionContext(context, budget), tokens);
}

/** All that is read; each route gets as much of it as is useful there. */
function sourcesOf(
  { path, prefix, suffix }: CursorContext,
  { snippets, keptBack }: CompletionContext,
  masked: readonly string[],
): RequestSources {
  const own = {
    path,
    part: l10n.t('around the cursor'),
    chars: prefix.length + suffix.length,
    masked: [...new Set(masked)],
  };
  const others = snippets.map((snippet) => ({
    path: snippet.path,
    part: l10n.t('a piece'),
    chars: snippet.text.length,
    masked: snippet.masked ?? [],
  }));
  return { files: [own, ...others], keptBack };
}
