import * as l10n from '@vscode/l10n';
import type { KeptBackFile } from '../../privacy/requestSources';
import type { MentionKind } from '../conversation/attachment';
import type { ContextPiece, FittedGroup } from './contextBudget';
import { type ContextChip, whyNot } from './contextOffer';

/** Something that the user mentioned. */
export interface Mention {
  readonly id: string;
  readonly kind: MentionKind | 'rules';
  /** Short: "a.ts", "Problems". */
  readonly label: string;
}

/** What was found of it. */
export interface Gathered {
  /** The most important first. */
  readonly pieces: readonly ContextPiece[];
  /** What belongs to it and stays here. */
  readonly keptBack: readonly KeptBackFile[];
  /** What else has to be said, a sentence: that nothing was found, that words were searched and no meanings. */
  readonly note?: string;
}

export const nothingGathered: Gathered = { pieces: [], keptBack: [] };

/** Files named at most in one text. */
const maxNamed = 20;

/** How a mention shows above the input box; `gathered` is absent while it is read. It can always be taken away. Pure. */
export function mentionChip(
  { id, kind, label }: Mention,
  gathered: Gathered | undefined,
  fitted: FittedGroup | undefined,
): ContextChip {
  const chip = { id, kind, label, state: 'included' } as const;
  if (!gathered || !fitted) return { ...chip, note: l10n.t('reading…'), detail: label };
  const missing = missingFrom(gathered, fitted);
  const detail = [...sentNames(fitted), ...missing, ...(gathered.note === undefined ? [] : [gathered.note])].join('\n');
  const said = { detail, ...(missing.length === 0 ? {} : { missing: missing.join(' ') }) };
  if (fitted.attachments.length > 0) return { ...chip, ...said, note: noteOf(gathered, fitted), tokens: fitted.tokens };
  if (gathered.pieces.length > 0) return { ...chip, ...said, note: l10n.t('does not fit') };
  return { ...chip, ...said, note: kind === 'codebase' ? l10n.t('searched when you send') : l10n.t('nothing to send') };
}

/** The chip of the current file or selection with what of it fits. Pure. */
export function offeredChip(chip: ContextChip, { attachments, tokens }: FittedGroup): ContextChip {
  const [sent] = attachments;
  if (!sent) {
    const { id, kind, label, detail, state } = chip;
    const missing = l10n.t('{0} does not fit.', label);
    return { id, kind, label, detail, state, note: l10n.t('does not fit'), missing };
  }
  const { first, last, total, cut } = sent.lines;
  if (!cut) return { ...chip, tokens };
  const note = l10n.t('only lines {0} to {1} of {2}', first, last, total);
  return { ...chip, note, tokens, missing: l10n.t('{0} is cut because it is large.', chip.label) };
}

function noteOf({ pieces, keptBack }: Gathered, { attachments, left }: FittedGroup): string {
  const [only] = attachments;
  if (pieces.length === 1 && keptBack.length === 0 && only) {
    const { first, last, total, cut } = only.lines;
    if (cut) return l10n.t('only lines {0} to {1} of {2}', first, last, total);
    const lines = last - first + 1;
    return lines === 1 ? l10n.t('1 line') : l10n.t('{0} lines', lines);
  }
  const files = filesIn(attachments.map((attachment) => ({ attachment })));
  const all = filesIn(pieces) + keptBack.length;
  if (left > 0 || keptBack.length > 0) return l10n.t('{0} of {1} files', files, all);
  return files === 1 ? l10n.t('1 file') : l10n.t('{0} files', files);
}

function filesIn(pieces: readonly ContextPiece[]): number {
  const files = pieces.filter(({ attachment }) => attachment.kind !== 'folder');
  return new Set(files.map(({ attachment }) => attachment.path)).size;
}

function missingFrom({ pieces, keptBack }: Gathered, { attachments, left }: FittedGroup): readonly string[] {
  const sentences: string[] = [];
  if (left > 0) {
    sentences.push(
      left === 1
        ? l10n.t('1 of {0} does not fit.', pieces.length)
        : l10n.t('{0} of {1} do not fit.', left, pieces.length),
    );
  }
  const cut = attachments.filter(({ lines }, index) => lines.cut && pieces[index]?.attachment.lines.cut !== true);
  for (const { path } of cut) sentences.push(l10n.t('{0} is cut because it is large.', path));
  for (const { path, reason, rule } of keptBack.slice(0, maxNamed))
    sentences.push(l10n.t('{0} is not sent: {1}.', path, whyNot({ reason, rule })));
  if (keptBack.length > maxNamed) sentences.push(l10n.t('{0} more are not sent.', keptBack.length - maxNamed));
  return sentences;
}

function sentNames({ attachments }: FittedGroup): readonly string[] {
  const names = [...new Set(attachments.map(({ path }) => path))];
  const masked = [...new Set(attachments.flatMap((attachment) => attachment.masked ?? []))];
  return [
    ...(names.length > maxNamed
      ? [...names.slice(0, maxNamed), l10n.t('and {0} more', names.length - maxNamed)]
      : names),
    ...(masked.length === 0 ? [] : [l10n.t('Masked: {0}.', masked.join(', '))]),
  ];
}
