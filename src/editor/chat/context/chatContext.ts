import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import {
  type Attachment,
  type ContextChip,
  type DraftMention,
  type Gathered,
  type MentionItem,
  type MentionKind,
  withMention,
} from '../../../engine/chat';
import type { Disposable, Event, Log } from '../../../engine/model';
import { errorSummary } from '../../../engine/model';
import type { KeptBackFile } from '../../../engine/privacy';
import type { ActiveEditor } from '../activeEditor';
import { commandId, rulesId, type ContextAssembly, type ContextState, assemble } from './contextAssembly';
import type { ContextCommand } from './contextCommand';
import { adopt, type Draft, emptyDraft, mentionsOf } from './draft';
import type { ContextSource, Found } from './contextSource';
import type { ContextPreview } from './contextPreview';
import type { LineRange } from './files/fileReader';
import { MentionPicker } from './mentionPicker';
import { selectionItem } from './sources/selectionSource';
import type { RulesFiles } from './rulesFiles';
import { droppedItems } from './droppedItems';

/** What one thing may take to be read; then the rest is sent without it. */
const gatherLimitMs = 20_000;

/** The input box of the conversation that is shown. */
export interface ShownDraft {
  /** Of the conversation. */
  readonly id: string;
  readonly text: string;
  readonly mentions: readonly DraftMention[];
}

export interface ChatContextDeps {
  readonly editor: ActiveEditor;
  readonly sources: Readonly<Record<MentionKind, ContextSource>>;
  readonly rules: RulesFiles;
  readonly preview: ContextPreview;
  /** Tokens that all attachments of a request may take. */
  readonly budget: () => number;
  readonly draft: () => ShownDraft;
  /** Keeps with a conversation what was mentioned in it, also over a reload of the window. */
  readonly keep: (conversationId: string, mentions: readonly DraftMention[]) => void;
  readonly log: Log;
}

/** What goes with a prompt. */
export interface Collected {
  readonly attachments: readonly Attachment[];
  readonly keptBack: readonly KeptBackFile[];
}

/** All that may go with the next prompt: the current file, what was mentioned, the rules of the workspace. */
export class ChatContext implements Disposable {
  private readonly drafts = new Map<string, Draft>();
  private draft: Draft;
  private assembled: ContextAssembly | undefined;
  private readonly picker: MentionPicker;
  private readonly changed = new vscode.EventEmitter<void>();
  private readonly stopped = new AbortController();
  private readonly subscriptions: readonly Disposable[];

  /** The chips may be others. */
  readonly onDidChange: Event<void> = this.changed.event;

  constructor(private readonly deps: ChatContextDeps) {
    this.draft = this.draftOf(deps.draft().id);
    this.picker = new MentionPicker(deps.sources, deps.log);
    const onChange = (): void => this.update();
    this.subscriptions = [deps.editor.onDidChange(onChange), deps.rules.onDidChange(onChange)];
  }

  /** The editor that code is inserted into; undefined when its document was closed. */
  get target(): vscode.TextEditor | undefined {
    return this.deps.editor.target;
  }

  chips(): readonly ContextChip[] {
    return this.now().chips;
  }

  /**
   * Another conversation may be shown, or something else mentioned in it: before the window was loaded anew, or in another window. What was
   * put together for each conversation stays with it; what is new here is read. Never rejects.
   */
  async follow(): Promise<void> {
    const { id, mentions } = this.deps.draft();
    const isOther = id !== this.draft.conversationId;
    this.draft = this.draftOf(id);
    if (mentions !== this.draft.mentions) this.draft.mentions = mentions;
    else if (!isOther) return;
    this.update();
    await this.gatherMissing(this.draft);
  }

  /** What can be mentioned; `within`: id of an item that opens further ones. */
  find(query: string, within?: string): Promise<Found> {
    return this.picker.find(query, within);
  }

  /** Only what was offered can be added. */
  async addMention(id: string): Promise<void> {
    const item = this.picker.item(id);
    if (item && item.opens !== true) await this.mention(item);
  }

  /** Files and folders, also from outside the workspace. */
  async drop(uris: readonly string[]): Promise<void> {
    for (const item of await droppedItems(uris)) await this.mention(item);
  }

  /** The lines that are selected now, for good. False where nothing is selected. */
  async addSelection(): Promise<boolean> {
    const item = this.deps.sources.selection.root();
    if (item) await this.mention(item);
    return item !== undefined;
  }

  /** What is written is this command, or none. What the user took away of the same command stays away. */
  async setCommand(command: ContextCommand | undefined): Promise<void> {
    const { draft } = this;
    if (!command && !draft.command) return;
    adopt(draft, command);
    this.update();
    await this.gatherMissing(draft);
  }

  /** Lines of a file, for good. */
  addLines(uri: vscode.Uri, lines: LineRange): Promise<void> {
    return this.mention(selectionItem(uri, lines));
  }

  remove(id: string): void {
    if (id === rulesId) this.draft.isWithoutRules = true;
    if (id === commandId || this.draft.command?.mentions.some((mention) => mention.id === id)) {
      this.draft.unwanted.add(id);
    }
    this.setMentions(
      this.draft,
      this.draft.mentions.filter((mention) => mention.id !== id),
    );
    this.draft.gathered.delete(id);
    // The current file may have been mentioned, too.
    if (this.deps.editor.offers().some(({ chip }) => chip.id === id)) this.deps.editor.remove(id);
    this.update();
  }

  add(id: string): void {
    if (id === rulesId) this.draft.isWithoutRules = false;
    else this.deps.editor.add(id);
    this.update();
  }

  /** Shows exactly what would be sent of it now. */
  async open(id: string): Promise<void> {
    await this.read(this.deps.draft().text);
    const { attachments, chips } = assemble({ ...this.state(), shownId: id });
    const label = chips.find((chip) => chip.id === id)?.label ?? l10n.t('Context');
    await this.deps.preview.show(label, attachments.get(id) ?? []);
  }

  /**
   * What goes with a prompt that is sent now, read anew. `command`: the one that the prompt is; `conversationId`: of the conversation that it is
   * sent in, where another may be shown by now. Never rejects.
   */
  async collect(
    prompt: string,
    command?: ContextCommand,
    conversationId = this.draft.conversationId,
  ): Promise<Collected> {
    const shown = this.draftOf(conversationId);
    adopt(shown, command);
    // The next prompt may be begun while this one is collected, and its command, or none, must not take the place of this one's.
    const draft: Draft = { ...shown, unwanted: new Set(shown.unwanted) };
    await this.read(prompt, draft);
    return this.collected(assemble(this.state(draft)), command?.withEditor);
  }

  /** What goes with a command that does not come from the input box: what was put together there stays there. Never rejects. */
  async collectFor(command: ContextCommand): Promise<Collected> {
    const draft: Draft = { ...emptyDraft(''), command };
    await this.read('', draft);
    return this.collected(assemble(this.state(draft)), command.withEditor);
  }

  /** A prompt is being written: what takes long to read is read before it is sent. */
  prepare(): void {
    this.deps.rules.prepare();
  }

  /** The prompt was sent: what was mentioned went with it. */
  sent(conversationId = this.draft.conversationId): void {
    const draft = this.draftOf(conversationId);
    this.setMentions(draft, []);
    draft.gathered.clear();
    draft.unwanted.clear();
    draft.command = undefined;
    this.update();
  }

  dispose(): void {
    this.stopped.abort();
    for (const subscription of this.subscriptions) subscription.dispose();
    this.changed.dispose();
  }

  private async mention({ id, kind, label }: MentionItem): Promise<void> {
    const { draft } = this;
    this.setMentions(draft, withMention(draft.mentions, { id, kind, label }));
    this.update();
    await this.gather(draft, id, kind, this.deps.draft().text);
    this.deps.rules.prepare();
  }

  private setMentions(draft: Draft, mentions: readonly DraftMention[]): void {
    if (mentions.length + draft.mentions.length === 0) return;
    draft.mentions = mentions;
    this.deps.keep(draft.conversationId, mentions);
  }

  private collected({ attachments, keptBack }: ContextAssembly, withEditor = true): Collected {
    const ofEditor = withEditor ? this.deps.editor.keptBack() : [];
    return { attachments: [...attachments.values()].flat(), keptBack: [...ofEditor, ...keptBack] };
  }

  private async read(prompt: string, draft = this.draft): Promise<void> {
    await Promise.all([
      this.deps.editor.ready(),
      this.deps.rules.ready(),
      ...mentionsOf(draft).map(({ id, kind }) => this.gather(draft, id, kind, prompt)),
    ]);
    this.update();
  }

  private async gatherMissing(draft: Draft): Promise<void> {
    const missing = mentionsOf(draft).filter(({ id }) => !draft.gathered.has(id));
    await Promise.all(missing.map(({ id, kind }) => this.gather(draft, id, kind, this.deps.draft().text)));
  }

  private async gather(draft: Draft, id: string, kind: MentionKind, prompt: string): Promise<void> {
    const signal = AbortSignal.any([this.stopped.signal, AbortSignal.timeout(gatherLimitMs)]);
    const gathered = await withinLimit(this.deps.sources[kind].gather(id, prompt, signal), signal).catch(
      (error: unknown): Gathered => {
        this.deps.log.warn(`What was mentioned (${kind}) could not be read: ${errorSummary(error)}`);
        return { pieces: [], keptBack: [], note: l10n.t('It could not be read.') };
      },
    );
    if (!mentionsOf(draft).some((mention) => mention.id === id)) return;
    draft.gathered.set(id, gathered);
    this.update();
  }

  private update(): void {
    this.assembled = undefined;
    this.changed.fire();
  }

  private now(): ContextAssembly {
    this.assembled ??= assemble(this.state());
    return this.assembled;
  }

  private state(draft = this.draft): ContextState {
    const { gathered, isWithoutRules, command, unwanted } = draft;
    return {
      offers: this.deps.editor.offers(),
      mentions: mentionsOf(draft).map((mention) => ({ mention, gathered: gathered.get(mention.id) })),
      ...(command && !unwanted.has(commandId) ? { command } : {}),
      rules: this.deps.rules.rules,
      isWithoutRules,
      budgetTokens: this.deps.budget(),
    };
  }

  private draftOf(conversationId: string): Draft {
    const known = this.drafts.get(conversationId);
    if (known) return known;
    const draft = emptyDraft(conversationId);
    this.drafts.set(conversationId, draft);
    return draft;
  }
}

/** Rejects where a source does not end with its signal. */
function withinLimit<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = (): void => reject(new Error('it took too long'));
    signal.addEventListener('abort', stop, { once: true });
    if (signal.aborted) stop();
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}
