import type { ManagerStatus } from '../../failover/api/providerManager';
import type { ModelChoice, Route } from '../../model/route/route';
import { textLanguage } from '../../model/text/language';
import { attachmentLines } from '../context/attachmentLines';
import { growthOf } from '../conversation/answerGrowth';
import { commandOf, isBuiltInCommand } from '../conversation/attachedCommand';
import { type Answer, isRunning } from '../conversation/answerState';
import { type Conversation, isFruitless, shownTurns } from '../conversation/conversation';
import type { AttachedImage, Turn } from '../conversation/turn';
import type { BranchView, ChainView, CodeView, ChatView, HostMessage, ImageView, TurnView } from './protocol';

/** What of a whole answer's code can be applied. */
type CodeReader = (answer: string) => CodeView;

/** The turns that are shown, each with its branches. */
export function turnViews(conversation: Conversation, readCode: CodeReader): readonly TurnView[] {
  const branches = new Map<string | undefined, Turn[]>();
  for (const turn of conversation.turns) {
    const siblings = branches.get(turn.parentId);
    if (siblings) siblings.push(turn);
    else branches.set(turn.parentId, [turn]);
  }
  return shownTurns(conversation).map((turn) => turnView(turn, branches.get(turn.parentId) ?? [turn], readCode));
}

function turnView(turn: Turn, branches: readonly Turn[], readCode: CodeReader): TurnView {
  const context = attachmentLines(turn.attachments);
  return {
    id: turn.id,
    prompt: turn.prompt,
    askedAt: turn.askedAt,
    context,
    ...commandView(turn),
    images: turn.images.map((image) => imageView(image)),
    branch: branchView(turn, branches),
    answer: turn.answer,
    code: codeView(turn.answer, readCode),
  };
}

function commandView({ attachments }: Turn): Pick<TurnView, 'command'> {
  const command = commandOf(attachments);
  if (!command) return {};
  const { name = command.path, path, text } = command;
  return { command: { name, ...(isBuiltInCommand(command) ? {} : { path }), text } };
}

const noCode: CodeView = { blocks: 0, isCut: false };
/** An answer that has ended is read once. */
const knownCode = new WeakMap<Answer, CodeView>();

function codeView(answer: Answer, readCode: CodeReader): CodeView {
  if (isRunning(answer)) return noCode;
  const code = knownCode.get(answer) ?? readCode(answer.text);
  knownCode.set(answer, code);
  return code;
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

/** `target`: what would be asked in a conversation in which the user has chosen a model. */
export function chainView(
  status: ManagerStatus,
  choice?: ModelChoice,
  target?: Pick<Route, 'providerId' | 'model'>,
): ChainView {
  const next = choice ? target : status.next?.link.chat;
  const chosen = choice && status.providers.find(({ link }) => link.provider.id === choice.providerId);
  return {
    isPinned: status.pinned !== undefined,
    ...(choice ? { choice: { label: chosen?.link.label ?? choice.providerId, model: choice.model } } : {}),
    providers: status.providers.map(({ link, state }) => {
      const isNext = link.provider.id === next?.providerId;
      return { label: link.label, model: isNext ? next.model : link.chat.model, state, isNext };
    }),
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
    messages.push(...turnMessages(shown.turns[index], turn));
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

function turnMessages(shown: TurnView | undefined, next: TurnView): readonly HostMessage[] {
  if (!shown) return [{ type: 'turn', turn: next }];
  const isSameBranch = same(shown.branch, next.branch);
  if (shown.answer === next.answer && isSameBranch) return [];
  const growth = isSameBranch ? growthOf(shown.answer, next.answer) : undefined;
  if (!growth) return [{ type: 'turn', turn: next }];
  const { id: turnId, answer } = next;
  const before = shown.answer;
  const { text, thinking } = growth;
  const took = answer.thinkingMs === undefined ? {} : { thinkingMs: answer.thinkingMs };
  return [
    ...(thinking === ''
      ? []
      : [{ type: 'thinking', turnId, at: before.thinking.length, text: thinking, ...took } as const]),
    ...(text === '' ? [] : [{ type: 'text', turnId, at: before.text.length, text } as const]),
  ];
}

/** Structural comparison of small plain values. */
function same(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}
