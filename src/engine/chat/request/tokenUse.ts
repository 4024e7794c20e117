import * as l10n from '@vscode/l10n';
import type { ChatTarget } from '../../failover/api/providerManager';
import { textLanguage } from '../../model/text/language';
import { estimateTokens } from '../../model/request/tokenEstimate';
import type { ContextChip } from '../context/contextOffer';
import type { AttachedImage, Turn } from '../conversation/turn';
import type { TokenUseView } from '../view/protocol';
import { requestBudget, summarised, systemText } from './chatRequest';
import { tokensOfImages, turnTokens } from './turnTokens';

export interface NextPrompt {
  /** The turns that are shown. */
  readonly turns: readonly Turn[];
  readonly draft: string;
  readonly images: readonly AttachedImage[];
  readonly context: readonly ContextChip[];
  /** Who would be asked; absent where nobody can be. */
  readonly target?: ChatTarget;
}

type Part = TokenUseView['parts'][number];

/** What the next prompt would send, part by part, in estimated tokens, and what does not fit. */
export function tokenUse({ turns, draft, images, context, target }: NextPrompt): TokenUseView {
  const { summary, since } = summarised(turns);
  const fixed: Part[] = [
    { label: l10n.t('Instructions'), tokens: estimateTokens(systemText([])) },
    ...(summary ? [{ label: summaryLabel(summary.turns), tokens: estimateTokens(summary.text) }] : []),
    ...context.filter(({ state }) => state === 'included').map(({ label, tokens = 0 }) => ({ label, tokens })),
    ...(images.length === 0 ? [] : [{ label: imagesLabel(images.length), tokens: tokensOfImages(images) }]),
    ...(draft === '' ? [] : [{ label: l10n.t('Your prompt'), tokens: estimateTokens(draft) }]),
  ];
  const taken = sum(fixed);
  const budget = requestBudget(target?.contextWindows ?? [undefined]);
  const earlier = earlierTurns(since, budget - taken);
  const parts = [...fixed, ...earlier.parts];
  const notes = [
    ...(target?.contextWindow !== undefined && taken > target.contextWindow
      ? [l10n.t('This is more than {0} holds: remove some of the context.', nameOf(target))]
      : []),
    ...(earlier.left > 0 ? [leftOut(earlier.left), l10n.t('/compact sends a summary instead.')] : []),
  ];
  return {
    parts,
    tokens: sum(parts),
    ...(target?.contextWindow === undefined ? {} : { contextWindow: target.contextWindow }),
    ...(target ? { model: nameOf(target) } : {}),
    ...(notes.length === 0 ? {} : { note: notes.join(' ') }),
  };
}

/** As a request takes them: the latest first, until one does not fit. */
function earlierTurns(
  turns: readonly Turn[],
  room: number,
): { readonly parts: readonly Part[]; readonly left: number } {
  const answered = turns.filter(({ answer }) => answer.text !== '');
  const seen = new Set<string>();
  let tokens = 0;
  let count = 0;
  for (const turn of answered.toReversed()) {
    const size = turnTokens(turn, seen);
    if (tokens + size > room) break;
    tokens += size;
    count += 1;
  }
  const label = count === 1 ? l10n.t('1 earlier turn') : l10n.t('{0} earlier turns', count);
  return { parts: count === 0 ? [] : [{ label, tokens }], left: answered.length - count };
}

function sum(parts: readonly Part[]): number {
  return parts.reduce((total, { tokens }) => total + tokens, 0);
}

function nameOf({ route }: ChatTarget): string {
  return `${route.label} (${route.model})`;
}

function imagesLabel(count: number): string {
  return count === 1 ? l10n.t('1 image') : l10n.t('{0} images', count.toLocaleString(textLanguage()));
}

function summaryLabel(count: number): string {
  return count === 1 ? l10n.t('Summary of 1 turn') : l10n.t('Summary of {0} turns', count);
}

function leftOut(count: number): string {
  return count === 1
    ? l10n.t('The earliest turn does not fit and is left out.')
    : l10n.t('The earliest {0} turns do not fit and are left out.', count);
}
