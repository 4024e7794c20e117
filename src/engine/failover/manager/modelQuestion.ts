import * as l10n from '@vscode/l10n';
import { abortReason } from '../../model/async/abortReason';
import type { Clock } from '../../model/async/clock';
import type { Failure } from '../../model/failure/failure';
import { failureSentence } from '../../model/failure/failureText';
import type { ModelList } from '../../model/provider/provider';
import type { ChainLink } from '../api/providerManager';
import type { ChainAllowance } from './chainAllowance';

export interface ModelQuestionDeps {
  readonly clock: Clock;
  readonly allowance: ChainAllowance;
}

/** A list of models that takes longer is no better than none. */
const timeoutMs = 10_000;

/** Lists the models of a provider. `off`: why it was not contacted, as a clause. Never throws. */
export async function askForModels(
  link: ChainLink,
  { clock, allowance }: ModelQuestionDeps,
  signal: AbortSignal,
): Promise<ModelList | { readonly ok: false; readonly off: string }> {
  const off = whyUnasked(link, allowance);
  if (off !== undefined) return { ok: false, off };
  const [timeout, forbidden] = [new AbortController(), new AbortController()];
  const timer = clock.setTimeout(() => timeout.abort(abortReason), timeoutMs);
  // The question waits for its key, and what the user forbids meanwhile must not leave.
  const revoked = allowance.onDidChange(() => {
    if (whyUnasked(link, allowance) !== undefined) forbidden.abort(abortReason);
  });
  const list = await link.provider.listModels(AbortSignal.any([signal, timeout.signal, forbidden.signal]));
  revoked.dispose();
  clock.clearTimeout(timer);
  return timeout.signal.aborted && !list.ok ? { ok: false, failure: tooLate(link) } : list;
}

/** Even a list of models is not asked for there: the request would carry a key outside. */
function whyUnasked({ chat, completion }: ChainLink, allowance: ChainAllowance): string | undefined {
  const routes = [chat, completion];
  if (routes.every((route) => allowance.isOutside(route))) return l10n.t('outside your boundary');
  if (routes.every((route) => allowance.isRefused(route)))
    return l10n.t('you have not agreed that anything is sent there');
  return routes.some((route) => allowance.isInChain(route)) ? undefined : l10n.t('it is no longer in your settings');
}

function tooLate({ chat }: ChainLink): Failure {
  const kind = 'first-token-timeout';
  return { kind, scope: 'endpoint', message: failureSentence(chat, { kind }) };
}
