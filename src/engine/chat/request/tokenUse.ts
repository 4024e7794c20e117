import * as l10n from '@vscode/l10n';
import type { ChatTarget } from '../../failover/api/providerManager';
import { textLanguage } from '../../model/text/language';
import { imageTokens, usualImageTokens } from '../../model/image';
import { estimateTokens } from '../../model/tokenEstimate';
import type { ContextChip } from '../context/contextOffer';
import type { Attachment } from '../conversation/attachment';
import type { AttachedImage, Turn } from '../conversation/turn';
import type { TokenUseView } from '../view/protocol';
import { attachmentTokens, identity } from './attachmentBlock';
import { requestBudget, systemText } from './chatRequest';

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
  const fixed: Part[] = [
    { label: l10n.t('Instructions'), tokens: estimateTokens(systemText([])) },
    ...context.filter(({ state }) => state === 'included').map(({ label, tokens = 0 }) => ({ label, tokens })),
    ...(images.length === 0 ? [] : [{ label: imagesLabel(images.length), tokens: tokensOfImages(images) }]),
    ...(draft === '' ? [] : [{ label: l10n.t('Your prompt'), tokens: estimateTokens(draft) }]),
  ];
  const taken = sum(fixed);
  const budget = requestBudget(target?.contextWindows ?? [undefined]);
  const earlier = earlierTurns(turns, budget - taken);
  const parts = [...fixed, ...earlier.parts];
  const notes = [
    ...(target?.contextWindow !== undefined && taken > target.contextWindow
      ? [l10n.t('This is more than {0} holds: remove some of the context.', nameOf(target))]
      : []),
    ...(earlier.left > 0 ? [leftOut(earlier.left)] : []),
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

function turnTokens({ prompt, answer, attachments, images }: Turn, seen: Set<string>): number {
  let tokens = estimateTokens(prompt) + estimateTokens(answer.text) + tokensOfImages(images) + 8;
  for (const attachment of attachments) {
    const key = identity(attachment);
    if (!seen.has(key)) tokens += knownTokens(attachment);
    seen.add(key);
  }
  return tokens;
}

function tokensOfImages(images: readonly AttachedImage[]): number {
  return images.reduce((total, image) => total + imageTokens(usualImageTokens, image), 0);
}

const tokensOfAttachments = new WeakMap<Attachment, number>();

/** Counted once: what was sent does not change. */
function knownTokens(attachment: Attachment): number {
  const known = tokensOfAttachments.get(attachment) ?? attachmentTokens(attachment);
  tokensOfAttachments.set(attachment, known);
  return known;
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

function leftOut(count: number): string {
  return count === 1
    ? l10n.t('The earliest turn does not fit and is left out.')
    : l10n.t('The earliest {0} turns do not fit and are left out.', count);
}
