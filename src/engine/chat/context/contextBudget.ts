import { charactersOf } from '../../model/request/tokenEstimate';
import { type Attachment, clip, type LineReader, spanWithin } from '../conversation/attachment';
import { partOf } from '../../privacy/release';
import { attachmentTokens } from '../request/attachmentBlock';

/** Share of a request that may be attachments; the rest is for the conversation. */
const attachedShare = 0.7;

/** A smaller part of a text says nothing. Tokens. */
const leastTokens = 100;

/** Text that may go with a prompt, whole. */
export interface ContextPiece {
  readonly attachment: Attachment;
  /** Line of its text that matters most, from 0; the first where absent. */
  readonly focus?: number;
}

/** What one chip stands for. */
export interface ContextGroup {
  readonly id: string;
  /** The most important first. */
  readonly pieces: readonly ContextPiece[];
}

/** What of it fits. */
export interface FittedGroup {
  readonly id: string;
  readonly attachments: readonly Attachment[];
  readonly tokens: number;
  /** Pieces that do not fit at all. */
  readonly left: number;
}

/** Tokens that attachments may take of a request of this many tokens. */
export function contextBudget(requestTokens: number): number {
  return Math.floor(requestTokens * attachedShare);
}

/**
 * Divides the budget, in tokens. Each group may have an equal share; what a small one leaves goes to the others. Within a group the
 * pieces are taken in their order, whole; a first piece that is too long is cut to whole lines around its focus, others are
 * left out. The sum never exceeds the budget. Pure; the groups come back in their order.
 */
export function fitContext(groups: readonly ContextGroup[], budgetTokens: number): readonly FittedGroup[] {
  const needed = groups.map(({ pieces }) =>
    pieces.reduce((sum, { attachment }) => sum + attachmentTokens(attachment), 0),
  );
  const fitted = new Map<number, FittedGroup>();
  let room = budgetTokens;
  const smallestFirst = groups.map((_, index) => index).sort((a, b) => (needed[a] ?? 0) - (needed[b] ?? 0));
  smallestFirst.forEach((index, place) => {
    const group = groups[index];
    if (!group) return;
    const fit = fitGroup(group, Math.floor(room / (groups.length - place)));
    room -= fit.tokens;
    fitted.set(index, fit);
  });
  return groups.flatMap((_, index) => fitted.get(index) ?? []);
}

function fitGroup({ id, pieces }: ContextGroup, limit: number): FittedGroup {
  const attachments: Attachment[] = [];
  let tokens = 0;
  let left = 0;
  for (const piece of pieces) {
    const size = attachmentTokens(piece.attachment);
    const isFirst = attachments.length === 0;
    const fit = size <= limit - tokens ? piece.attachment : isFirst ? cutTo(piece, limit) : undefined;
    if (fit) {
      attachments.push(fit);
      tokens += attachmentTokens(fit);
    } else {
      left += 1;
    }
  }
  return { id, attachments, tokens, left };
}

/** The lines around the focus that fit; undefined where nothing worth sending does. */
function cutTo({ attachment, focus = 0 }: ContextPiece, limit: number): Attachment | undefined {
  if (limit < leastTokens) return undefined;
  const starts = lineStarts(attachment.text);
  const reader: LineReader = {
    lineCount: starts.length,
    lengthOf: (line) => (starts[line + 1] ?? attachment.text.length + 1) - (starts[line] ?? 0) - 1,
  };
  const around = attachmentTokens(attachment) - Math.ceil(attachment.text.length / charactersOf(1));
  // The description of a part is longer than that of the whole.
  const room = Math.floor(charactersOf(limit - around - 24));
  if (room <= 0) return undefined;
  const span = spanWithin(reader, { first: 0, last: starts.length - 1, centre: focus }, room);
  const text = partOf(attachment.text, starts[span.first - 1] ?? 0, starts[span.last]);
  const { lines } = attachment;
  const first = lines.first + span.first - 1;
  const part = { first, last: first + span.last - span.first, total: lines.total, cut: true };
  const cut = { ...attachment, lines: part, text: clip(text, room) };
  return attachmentTokens(cut) <= limit ? cut : undefined;
}

function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0 && at < text.length - 1; at = text.indexOf('\n', at + 1))
    starts.push(at + 1);
  return starts;
}
