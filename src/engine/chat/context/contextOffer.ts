import * as l10n from '@vscode/l10n';
import { tokensOf } from '../../model/request/tokenEstimate';
import {
  type AttachmentKind,
  type LineReader,
  type LineSpan,
  describeSpan,
  spanWithin,
} from '../conversation/attachment';
import type { ReleaseDecision, KeptBack } from '../../privacy/release';

/** What the active editor shows, as far as context is concerned. Lines count from 0. */
export interface EditorView extends LineReader {
  readonly uri: string;
  readonly path: string;
  readonly languageId: string;
  /** Whether its text may go without the user's doing. */
  readonly byItself: ReleaseDecision;
  /** Whether it may go when the user adds it. */
  readonly whenChosen: ReleaseDecision;
  readonly cursorLine: number;
  /** Undefined when nothing is selected. */
  readonly selection?: { readonly firstLine: number; readonly lastLine: number; readonly key: string };
}

/** A piece of context as the user sees it above the input. */
export interface ContextChip {
  readonly id: string;
  readonly kind: AttachmentKind;
  /** Short: the file's name, or "Lines 10 to 20". */
  readonly label: string;
  /** What of it is sent, as short as can be: "120 lines". */
  readonly note: string;
  /** Exactly what is sent, or why it is not. */
  readonly detail: string;
  /** `included`: sent with the next prompt; `offered`: sent when the user adds it; `blocked`: never sent. */
  readonly state: 'included' | 'offered' | 'blocked';
  /** Tokens that it takes of the request, an estimate; absent where nothing is sent or it is not known yet. */
  readonly tokens?: number;
  /** What of it does not fit or is kept back, one sentence: "2 of 14 files do not fit." Absent where all is sent. */
  readonly missing?: string;
}

export interface ContextOffer {
  readonly chip: ContextChip & { readonly kind: 'file' | 'selection' };
  readonly span: LineSpan;
  /** What makes its text ready to be sent, for what is included. */
  readonly answer: ReleaseDecision;
}

/** Chips that the user took away or added against the default, by chip id. */
export interface ContextChoices {
  readonly removed: ReadonlySet<string>;
  readonly added: ReadonlySet<string>;
}

/** What may go with the next prompt: the current file and, where there is one, its selection. Pure. */
export function contextOffers(view: EditorView | undefined, choices: ContextChoices): readonly ContextOffer[] {
  if (!view) return [];
  const name = view.path.split('/').at(-1) ?? view.path;
  if (!view.whenChosen.allowed) {
    const span = { first: 1, last: view.lineCount, total: view.lineCount, cut: false };
    const detail = blockedDetail(view.path, view.whenChosen);
    const id = `file:${view.uri}`;
    if (choices.removed.has(id)) return [];
    const chip = { id, kind: 'file', label: name, note: l10n.t('not sent'), detail, state: 'blocked' } as const;
    return [{ span, chip, answer: view.whenChosen }];
  }
  const file = offer(view, choices, {
    id: `file:${view.uri}`,
    kind: 'file',
    label: name,
    span: spanWithin(view, { first: 0, last: view.lineCount - 1, centre: view.cursorLine }),
  });
  const selected = view.selection;
  if (!selected) return [file];
  const first = selected.firstLine + 1;
  const last = selected.lastLine + 1;
  const selection = offer(view, choices, {
    id: `selection:${view.uri}:${selected.key}`,
    kind: 'selection',
    label: first === last ? l10n.t('Line {0}', first) : l10n.t('Lines {0} to {1}', first, last),
    span: spanWithin(view, { first: selected.firstLine, last: selected.lastLine, centre: selected.firstLine }),
  });
  const isWholeFile = selected.firstLine === 0 && selected.lastLine === view.lineCount - 1;
  return isWholeFile ? [selection] : [file, selection];
}

function offer(
  view: EditorView,
  choices: ContextChoices,
  { id, kind, label, span }: Pick<ContextOffer['chip'], 'id' | 'kind' | 'label'> & { readonly span: LineSpan },
): ContextOffer {
  const { byItself, whenChosen } = view;
  const isIncluded = byItself.allowed ? !choices.removed.has(id) : choices.added.has(id);
  const what = kind === 'file' ? view.path : l10n.t('Selection in {0}', view.path);
  const where = byItself.allowed ? what : l10n.t('{0}, {1}', what, whyNot(byItself));
  const part = describeSpan(span);
  const chip: ContextOffer['chip'] = isIncluded
    ? {
        ...{ id, kind, label, state: 'included' },
        note: noteOf(kind, span),
        detail: l10n.t('{0}: {1}', where, part),
        tokens: spanTokens(view, span),
      }
    : {
        ...{ id, kind, label, state: 'offered' },
        note: l10n.t('not sent'),
        detail: l10n.t('{0}: not sent. Add it to send {1}', where, part),
      };
  return { span, chip, answer: whenChosen };
}

function blockedDetail(path: string, answer: KeptBack): string {
  return answer.reason === 'unknown'
    ? l10n.t('{0}, {1}, is not sent', path, whyNot(answer))
    : l10n.t('{0} is not sent because it may hold secrets', path);
}

/** Completes "a.ts, …". */
export function whyNot({ reason, rule }: Pick<KeptBack, 'reason' | 'rule'>): string {
  switch (reason) {
    case 'outside':
      return l10n.t('outside the workspace');
    case 'untitled':
      return l10n.t('in no file yet');
    case 'ignored':
      return l10n.t('ignored by git ({0})', rule);
    case 'too-large':
      return l10n.t('very large');
    case 'unknown':
      return l10n.t('of which it is not known yet whether it is excluded');
    case 'excluded':
    case 'secret-name':
    case 'secret-text':
      return l10n.t('excluded by {0}', rule);
  }
}

function spanTokens(reader: LineReader, { first, last }: LineSpan): number {
  let chars = 0;
  for (let line = first - 1; line < last; line += 1) chars += reader.lengthOf(line) + 1;
  return tokensOf(chars);
}

function noteOf(kind: ContextChip['kind'], { first, last, total, cut }: LineSpan): string {
  if (cut) return l10n.t('only lines {0} to {1} of {2}', first, last, total);
  if (kind === 'selection') return '';
  return total === 1 ? l10n.t('1 line') : l10n.t('{0} lines', total);
}
