import { type LineReader, type LineSpan, describeSpan, spanWithin } from '../conversation/attachment';
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

/** What the user can send along by mentioning it. */
export type MentionKind =
  | 'file'
  | 'folder'
  | 'symbol'
  | 'selection'
  | 'editors'
  | 'problems'
  | 'terminal'
  | 'changes'
  | 'commit'
  | 'codebase'
  | 'page';

/** A piece of context as the user sees it above the input. */
export interface ContextChip {
  readonly id: string;
  /** `rules`: the instructions of the folder, which go along by themselves. */
  readonly kind: MentionKind | 'rules';
  /** Short: the file's name, or "Lines 10 to 20". */
  readonly label: string;
  /** What of it is sent, as short as can be: "120 lines". */
  readonly note: string;
  /** Exactly what is sent, or why it is not. */
  readonly detail: string;
  /** `included`: sent with the next prompt; `offered`: sent when the user adds it; `blocked`: never sent. */
  readonly state: 'included' | 'offered' | 'blocked';
  /** Tokens that it takes of the request, an estimate; absent where it is not known. */
  readonly tokens?: number;
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
    const why =
      view.whenChosen.reason === 'unknown'
        ? `, ${whyNot(view.whenChosen)}, is not sent`
        : ' is not sent because it may hold secrets';
    const detail = `${view.path}${why}`;
    const id = `file:${view.uri}`;
    const chip = { id, kind: 'file', label: name, note: 'not sent', detail, state: 'blocked' } as const;
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
    label: first === last ? `Line ${first}` : `Lines ${first} to ${last}`,
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
  const included = byItself.allowed ? !choices.removed.has(id) : choices.added.has(id);
  const what = kind === 'file' ? view.path : `Selection in ${view.path}`;
  const where = byItself.allowed ? '' : `, ${whyNot(byItself)}`;
  const detail = included
    ? `${what}${where}: ${describeSpan(span)}`
    : `${what}${where}: not sent. Add it to send ${describeSpan(span)}`;
  const note = included ? noteOf(kind, span) : 'not sent';
  return {
    span,
    chip: { id, kind, label, note, detail, state: included ? 'included' : 'offered' },
    answer: whenChosen,
  };
}

function whyNot({ reason, rule }: KeptBack): string {
  switch (reason) {
    case 'outside':
      return 'outside the workspace';
    case 'untitled':
      return 'in no file yet';
    case 'ignored':
      return `ignored by git (${rule})`;
    case 'too-large':
      return 'very large';
    case 'unknown':
      return 'of which it is not known yet whether it is excluded';
    case 'excluded':
    case 'secret-name':
    case 'secret-text':
      return `excluded by ${rule}`;
  }
}

function noteOf(kind: ContextOffer['chip']['kind'], span: LineSpan): string {
  if (span.cut) return `only lines ${span.first} to ${span.last} of ${span.total}`;
  if (kind === 'selection') return '';
  return span.total === 1 ? '1 line' : `${span.total} lines`;
}
