import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import {
  linesAfter,
  type LineRange,
  PendingHunks,
  type PendingHunk,
  type TextChange,
  withRegion,
} from '../../../engine/edit';
import { EditRun, type EditRunDeps } from './editRun';
import { say } from './editMessages';
import { InstructionBox } from './instructionBox';
import { pendingLines } from './pendingLines';
import { previewLines } from './previewLines';
import { ShownDecorations } from './shownDecorations';

export interface SessionEvents {
  /** Whether it runs or waits for decisions is other than it was, or where its hunks are. */
  readonly changed: () => void;
  readonly ended: () => void;
  /** The instruction shall be sent once more, for what the lines are now. */
  readonly again: (instruction: string, region: LineRange) => void;
}

/** Where an edit is made. */
export interface EditPlace {
  readonly document: vscode.TextDocument;
  readonly region: LineRange;
  readonly selected?: string;
}

let sessionCount = 0;

/** One edit of a document: from its first instruction, over what follows, to the decision on its last change. */
export class InlineEditSession implements vscode.Disposable {
  /** Unique in this window. */
  readonly id = `inline-${(sessionCount += 1)}`;
  readonly document: vscode.TextDocument;
  private readonly box = new InstructionBox({
    sent: (text) => this.sent(text),
    hidden: () => this.hidden(),
    acceptAll: () => this.accept(),
    rejectAll: () => void this.reject(),
  });
  private readonly decorations: ShownDecorations;
  private readonly subscriptions: readonly vscode.Disposable[];
  /** Undefined where the user has changed lines across its border. */
  private region: LineRange | undefined;
  private readonly earlier: string[] = [];
  private original: readonly string[] | undefined;
  private pending: PendingHunks | undefined;
  private run: EditRun | undefined;
  private isEnded = false;
  private status: vscode.Disposable | undefined;

  constructor(
    private readonly deps: EditRunDeps,
    private readonly place: EditPlace,
    private readonly events: SessionEvents,
  ) {
    this.document = place.document;
    this.region = place.region;
    this.box.tell(placeText(place.region));
    this.decorations = new ShownDecorations(place.document);
    this.subscriptions = [vscode.workspace.onDidChangeTextDocument((event) => this.follow(event))];
  }

  get hasBox(): boolean {
    return this.box.isShown;
  }

  get isRunning(): boolean {
    return this.run !== undefined;
  }

  /** In the order of the file. */
  get hunks(): readonly PendingHunk[] {
    return this.run ? [] : (this.pending?.all ?? []);
  }

  /** The text before the changes that wait. */
  get before(): string | undefined {
    return this.pending?.before;
  }

  /** Whether one of the lines is of this edit; true also where its lines are not known any more. */
  touches(lines: LineRange): boolean {
    const { region } = this;
    return region === undefined || (lines.from < endOf(region) && region.from < endOf(lines));
  }

  hunkAt(line: number): PendingHunk | undefined {
    return this.run ? undefined : this.pending?.at(line);
  }

  hunkBeside(line: number, direction: 'next' | 'previous'): PendingHunk | undefined {
    return this.run ? undefined : this.pending?.beside(line, direction);
  }

  /** Room for an instruction. */
  input(focus: 'left' | 'taken'): void {
    if (this.run) return;
    const hasChanges = this.hunks.length > 0;
    const prompt = hasChanges
      ? l10n.t('Say what else to change. An empty box accepts all changes, Escape takes them back.')
      : l10n.t('The edit is shown first. Nothing is written before you accept it.');
    this.box.open(prompt, { hasChanges, focus });
  }

  /** Asks for an edit and puts it into the file when it is whole. Never rejects. */
  async ask(instruction: string): Promise<void> {
    const { region } = this;
    if (this.run || this.isEnded || instruction.trim() === '') return;
    if (!region) {
      say(l10n.t('You changed the lines of this edit. Accept or reject it, then begin another.'));
      return;
    }
    const base = this.document.getText();
    const lines = linesOf(this.document, region);
    this.original ??= lines;
    const run = new EditRun(this.deps, {
      document: this.document,
      base,
      region,
      selected: this.earlier.length === 0 ? this.place.selected : undefined,
      instruction,
      earlier: this.earlier,
      original: this.earlier.length === 0 ? undefined : this.original,
    });
    this.run = run;
    this.told(l10n.t('The request is being prepared: {0}', instruction));
    this.box.wait(l10n.t('Escape stops it. The file stays as it is until the whole edit is there.'));
    this.decorations.show({});
    this.events.changed();
    const outcome = await run.events((progress) => {
      this.told(progress.text);
      const { region: now } = this;
      // Where the user works in the region, what it becomes is shown when it is there.
      this.decorations.show(now && progress.preview ? previewLines(progress.preview, progress.lines, now.from) : {});
    });
    this.run = undefined;
    this.status?.dispose();
    if (this.hasEnded()) return;
    if (outcome.type === 'applied') {
      this.earlier.push(instruction);
      this.applied(outcome.lines, outcome.before(this.pending), outcome.label);
    } else {
      this.box.tell(l10n.t('Nothing was changed: {0}', instruction));
    }
    this.shown();
    if (outcome.type === 'refused') outcome.tell(() => this.events.again(instruction, this.region ?? region));
    if (this.box.isShown) this.input('left');
    else if (this.hunks.length === 0) this.dispose();
  }

  /** The request is not wanted any more: nothing was changed. */
  stop(): void {
    this.run?.stop();
  }

  /** The hunk stays; all of them where none is named. */
  accept(id?: number): void {
    for (const hunk of this.hunks) if (id === undefined || hunk.id === id) this.pending?.accept(hunk.id);
    this.decided();
  }

  /** The old lines come back; those of all hunks where none is named. Resolves to how many stay, since the user typed in them. */
  async reject(id?: number): Promise<number> {
    const { pending } = this;
    if (!pending || this.run) return 0;
    const text = this.document.getText();
    const rejection = id === undefined ? undefined : pending.rejection(id, text);
    if (rejection?.type === 'typed-over') return 1;
    const { text: restored, stay } = rejection
      ? { text: withRegion(text, rejection.range, rejection.lines), stay: 0 }
      : pending.withoutAll(text);
    const result = await this.deps.fileChanges.applyChange({
      label: l10n.t('Inline edit: taken back'),
      files: [{ uri: this.document.uri, before: text, after: restored }],
      staysUnsaved: true,
    });
    if (result.type === 'refused') {
      say(result.reasons.join(' '));
      return 0;
    }
    if (id !== undefined) pending.accept(id);
    this.decided();
    return stay;
  }

  /** Ends it. What waits stays in the file. */
  dispose(): void {
    if (this.isEnded) return;
    this.isEnded = true;
    this.run?.stop();
    this.status?.dispose();
    for (const subscription of this.subscriptions) subscription.dispose();
    this.decorations.dispose();
    this.box.dispose();
    this.events.ended();
  }

  private applied(lines: readonly string[], before: string | undefined, label: string): void {
    const text = this.document.getText();
    const { region } = this;
    this.region =
      region === undefined || before === undefined ? undefined : { from: region.from, to: region.from + lines.length };
    this.pending = before === undefined ? undefined : new PendingHunks(before, text);
    const { length } = this.hunks;
    const told =
      length === 1
        ? l10n.t('{0} 1 change waits for you.', label)
        : l10n.t('{0} {1} changes wait for you.', label, length);
    this.box.tell(told);
    if (!this.box.isShown) vscode.window.setStatusBarMessage(`Everpair: ${told}`, 10_000);
  }

  /** It may have, during a wait. */
  private hasEnded(): boolean {
    return this.isEnded;
  }

  private sent(text: string): void {
    if (this.run) return;
    if (text.trim() !== '') void this.ask(text.trim());
    else if (this.hunks.length > 0) this.accept();
  }

  /** What runs or waits goes on without the box; the command opens it again. */
  private hidden(): void {
    if (!this.run && this.hunks.length === 0) this.dispose();
  }

  /** Also for those who have closed the box. */
  private told(text: string): void {
    this.box.tell(text);
    this.status?.dispose();
    this.status = vscode.window.setStatusBarMessage(`$(loading~spin) Everpair: ${text}`);
  }

  private decided(): void {
    if (this.pending?.all.length === 0) this.dispose();
    else this.shown();
  }

  private shown(): void {
    this.decorations.show(pendingLines(this.hunks, this.document.languageId));
    this.events.changed();
  }

  private follow({ document, contentChanges }: vscode.TextDocumentChangeEvent): void {
    if (document !== this.document || contentChanges.length === 0) return;
    const changes = contentChanges.map(changeOf);
    if (this.run?.isApplying !== true) this.region = this.region && linesAfter(this.region, changes);
    const had = this.hunks.length > 0;
    this.pending?.follow(changes, document.getText());
    if (this.run) return;
    // Undone, or taken back elsewhere.
    if (had && this.hunks.length === 0) this.dispose();
    else this.shown();
  }
}

function changeOf({ range, text }: vscode.TextDocumentContentChangeEvent): TextChange {
  return { startLine: range.start.line, endLine: range.end.line, endCharacter: range.end.character, text };
}

/** A range without lines is at one. */
function endOf({ from, to }: LineRange): number {
  return Math.max(to, from + 1);
}

function linesOf(document: vscode.TextDocument, { from, to }: LineRange): readonly string[] {
  return Array.from({ length: to - from }, (_, index) => document.lineAt(from + index).text);
}

function placeText({ from, to }: LineRange): string {
  return to - from <= 1 ? l10n.t('Edit line {0}', from + 1) : l10n.t('Edit lines {0} to {1}', from + 1, to);
}
