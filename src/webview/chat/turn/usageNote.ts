import { dollars, type RequestUsage } from '../../../engine/chat/view/protocol';
import { h } from '../../shared/dom';

/**
 * What an answer took, in a few words that open to one line for each attempt; undefined when it took one attempt that
 * cost nothing, or nothing that is known.
 */
export function effortNote(effort: RequestUsage): HTMLElement | undefined {
  const words = inShort(effort);
  if (words === '') return undefined;
  return h(
    'details',
    { class: 'effort' },
    h('summary', {}, words),
    h('ul', {}, ...effort.tries.map((what) => h('li', {}, `${what}.`)), tokens(effort)),
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
