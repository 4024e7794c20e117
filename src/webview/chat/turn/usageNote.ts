import * as l10n from '@vscode/l10n';
import { dollars, type RequestUsage } from '../../../engine/chat/view';
import { h } from '../../shared/dom';
import { whole } from '../../shared/formattedNumber';

/**
 * The usage of an answer in a few words, which open to one line for each attempt. Undefined for a single attempt that is free or
 * has no known price.
 */
export function usageNote(usage: RequestUsage): HTMLElement | undefined {
  const words = inShort(usage);
  if (words === '') return undefined;
  return h(
    'details',
    { class: 'effort' },
    h('summary', {}, words),
    h('ul', {}, ...usage.tries.map((what) => h('li', {}, `${what}.`)), tokens(usage)),
  );
}

function inShort({ attempts, cost, isCostPartial }: RequestUsage): string {
  const parts: string[] = [];
  if (attempts > 1) parts.push(l10n.t('{0} attempts', attempts));
  if (cost !== undefined && cost > 0) {
    parts.push(isCostPartial ? l10n.t('{0} or more', dollars(cost)) : dollars(cost));
  }
  return parts.join(', ');
}

function tokens({ inputTokens, outputTokens }: RequestUsage): HTMLElement | undefined {
  // Some hosts count nothing and say zero.
  if (!inputTokens && !outputTokens) return undefined;
  const count = (tokens = 0): string => whole(tokens);
  return h(
    'li',
    {},
    l10n.t('Tokens, where the provider told them: {0} in, {1} out.', count(inputTokens), count(outputTokens)),
  );
}
