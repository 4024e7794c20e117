import type { ManagerStatus } from '../../failover/api/providerManager';
import type { ModelChoice } from '../../model/route';
import { textLanguage } from '../../model/text/language';
import { attachmentLines } from '../context/attachmentLines';
import { type Conversation, isFruitless, shownTurns } from '../conversation/conversation';
import type { AttachedImage, Turn } from '../conversation/turn';
import type { BranchView, ChainView, ChatView, HostMessage, ImageView, TurnView } from './protocol';

/** The turns that are shown, each with its branches. */
export function turnViews(conversation: Conversation): readonly TurnView[] {
  const branches = new Map<string | undefined, Turn[]>();
  for (const turn of conversation.turns) {
    const siblings = branches.get(turn.parentId);
    if (siblings) siblings.push(turn);
    else branches.set(turn.parentId, [turn]);
  }
  return shownTurns(conversation).map((turn) => turnView(turn, branches.get(turn.parentId) ?? [turn]));
}

function turnView(turn: Turn, branches: readonly Turn[]): TurnView {
  const context = attachmentLines(turn.attachments);
  return {
    id: turn.id,
    prompt: turn.prompt,
    askedAt: turn.askedAt,
    context,
    images: turn.images.map((image) => imageView(image)),
    branch: branchView(turn, branches),
    answer: turn.answer,
  };
}

/** A turn that ended without a word and was asked again in another branch is nothing to go back to. */
function branchView(shown: Turn, branches: readonly Turn[]): BranchView {
  const ids = branches.filter((turn) => turn === shown || !isFruitless(turn.answer)).map(({ id }) => id);
  return { ids, index: ids.indexOf(shown.id) };
}

/** `problem`: why it cannot be sent, one sentence. */
export function imageView({ id, name, width, height, bytes, thumbnail }: AttachedImage, problem?: string): ImageView {
  const note = `${inLanguage(width)} × ${inLanguage(height)}, ${inBytes(bytes)}`;
  return { id, name, thumbnail, note, ...(problem === undefined ? {} : { problem }) };
}

const oneDigit = { minimumFractionDigits: 1, maximumFractionDigits: 1 };

function inLanguage(value: number): string {
  return value.toLocaleString(textLanguage());
}

function inBytes(bytes: number): string {
  if (bytes < 1_000_000) return `${inLanguage(Math.max(1, Math.round(bytes / 1_000)))} KB`;
  return `${(bytes / 1_000_000).toLocaleString(textLanguage(), oneDigit)} MB`;
}

export function chainView(status: ManagerStatus, choice?: ModelChoice): ChainView {
  const next = status.next?.link.provider.id;
  const chosen = choice && status.providers.find(({ link }) => link.provider.id === choice.providerId);
  return {
    isPinned: status.pinned !== undefined,
    ...(choice ? { choice: { label: chosen?.link.label ?? choice.providerId, model: choice.model } } : {}),
    providers: status.providers.map(({ link, state }) => ({
      label: link.label,
      model: link.chat.model,
      state,
      isNext: link.provider.id === next,
    })),
  };
}

/** The fewest messages that turn what a surface shows into what it shall show. Pure. */
export function messagesBetween(shown: ChatView | undefined, next: ChatView): readonly HostMessage[] {
  if (!shown || !isExtension(shown.turns, next.turns)) return [{ type: 'view', view: next }];
  const messages: HostMessage[] = [];
  // The prompt returns to the box before the page shows the failure: the page may draw between two messages.
  const parts = changedParts(shown, next);
  if (parts) messages.push({ type: 'parts', parts });
  next.turns.forEach((turn, index) => {
    const message = turnMessage(shown.turns[index], turn);
    if (message) messages.push(message);
  });
  return messages;
}

const partNames = [
  'draft',
  'images',
  'context',
  'conversation',
  'chain',
  'queue',
  'queueNote',
  'tokens',
  'notice',
] as const;

function changedParts(shown: ChatView, next: ChatView): Partial<Omit<ChatView, 'turns'>> | undefined {
  const changed = partNames.filter((name) => !same(shown[name], next[name]));
  if (changed.length === 0) return undefined;
  return Object.fromEntries(changed.map((name) => [name, next[name]]));
}

function isExtension(shown: readonly TurnView[], next: readonly TurnView[]): boolean {
  return shown.length <= next.length && shown.every((turn, index) => turn.id === next[index]?.id);
}

function turnMessage(shown: TurnView | undefined, next: TurnView): HostMessage | undefined {
  if (!shown) return { type: 'turn', turn: next };
  if (shown.answer === next.answer && same(shown.branch, next.branch)) return undefined;
  const before = shown.answer.text;
  const after = next.answer.text;
  const onlyGrew =
    after.startsWith(before) &&
    (Object.keys(next.answer) as (keyof typeof next.answer)[]).every(
      (key) => key === 'text' || shown.answer[key] === next.answer[key],
    );
  if (!onlyGrew || !same(shown.branch, next.branch) || next.answer.state.type !== 'writing')
    return { type: 'turn', turn: next };
  return { type: 'text', turnId: next.id, at: before.length, text: after.slice(before.length) };
}

/** Structural comparison of small plain values. */
function same(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}
