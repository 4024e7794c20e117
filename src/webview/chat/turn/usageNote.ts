import { dollars, type RequestUsage } from '../../../engine/chat/view';
import { h } from '../../shared/dom';

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
  if (attempts > 1) parts.push(`${attempts} attempts`);
  if (cost !== undefined && cost > 0) parts.push(`${dollars(cost)}${isCostPartial ? ' or more' : ''}`);
  return parts.join(', ');
}

function tokens({ inputTokens, outputTokens }: RequestUsage): HTMLElement | undefined {
  // Some hosts count nothing and say zero.
  if (!inputTokens && !outputTokens) return undefined;
  const count = (tokens = 0): string => tokens.toLocaleString();
  return h('li', {}, `Tokens, where the provider told them: ${count(inputTokens)} in, ${count(outputTokens)} out.`);
}
