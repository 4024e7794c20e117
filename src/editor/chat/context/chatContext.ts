import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Attachment, ContextChip, Gathered, Mention, MentionItem, MentionKind } from '../../../engine/chat';
import type { Disposable, Event, Log } from '../../../engine/model';
import { errorSummary } from '../../../engine/model';
import type { KeptBackFile } from '../../../engine/privacy';
import type { ActiveEditor } from '../activeEditor';
import { rulesId, type ContextAssembly, type ContextState, assemble } from './contextAssembly';
import type { ContextSource, Found } from './contextSource';
import type { ContextPreview } from './contextPreview';
import { MentionPicker } from './mentionPicker';
import type { RulesFiles } from './rulesFiles';
import { droppedItems } from './droppedItems';

/** What one thing may take to be read; then the rest is sent without it. */
const gatherLimitMs = 20_000;

export interface ChatContextDeps {
  readonly editor: ActiveEditor;
  readonly sources: Readonly<Record<MentionKind, ContextSource>>;
  readonly rules: RulesFiles;
  readonly preview: ContextPreview;
  /** Tokens that all attachments of a request may take. */
  readonly budget: () => number;
  /** What stands in the input box. */
  readonly draft: () => string;
  readonly log: Log;
}

/** What goes with a prompt. */
export interface Collected {
  readonly attachments: readonly Attachment[];
  readonly keptBack: readonly KeptBackFile[];
}

/** What the user put together for the next prompt of a conversation. */
interface Draft {
  readonly mentions: Map<string, Mention>;
  readonly gathered: Map<string, Gathered>;
  isWithoutRules: boolean;
}

/** All that may go with the next prompt: the current file, what was mentioned, the rules of the workspace. */
export class ChatContext implements Disposable {
  private readonly drafts = new Map<string, Draft>();
  private draft = this.draftOf('');
  private assembled: ContextAssembly | undefined;
  private readonly picker: MentionPicker;
  private readonly changed = new vscode.EventEmitter<void>();
  private readonly stopped = new AbortController();
  private readonly subscriptions: readonly Disposable[];

  /** The chips may be others. */
  readonly onDidChange: Event<void> = this.changed.event;

  constructor(private readonly deps: ChatContextDeps) {
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

  /** Another conversation is shown: what was put together for each stays with it. */
  show(conversationId: string): void {
    this.draft = this.draftOf(conversationId);
    this.update();
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

  remove(id: string): void {
    if (id === rulesId) this.draft.isWithoutRules = true;
    this.draft.mentions.delete(id);
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
    await this.read(this.deps.draft());
    const { attachments, chips } = assemble({ ...this.state(), shownId: id });
    const label = chips.find((chip) => chip.id === id)?.label ?? l10n.t('Context');
    await this.deps.preview.show(label, attachments.get(id) ?? []);
  }

  /** What goes with a prompt that is sent now, read anew. Never rejects. */
  async collect(prompt: string): Promise<Collected> {
    await this.read(prompt);
    const { attachments, keptBack } = this.now();
    const all = [...attachments.values()].flat();
    return { attachments: all, keptBack: [...this.deps.editor.keptBack(), ...keptBack] };
  }

  /** The prompt was sent: what was mentioned went with it. */
  sent(): void {
    this.draft.mentions.clear();
    this.draft.gathered.clear();
    this.update();
  }

  dispose(): void {
    this.stopped.abort();
    for (const subscription of this.subscriptions) subscription.dispose();
    this.changed.dispose();
  }

  private async mention({ id, kind, label }: MentionItem): Promise<void> {
    const { draft } = this;
    draft.mentions.set(id, { id, kind, label });
    this.update();
    await this.gather(draft, id, kind, this.deps.draft());
    void this.deps.rules.refresh();
  }

  private async read(prompt: string): Promise<void> {
    const { draft } = this;
    await Promise.all([
      this.deps.editor.ready(),
      this.deps.rules.refresh(),
      ...[...draft.mentions.values()].map(({ id, kind }) =>
        kind === 'rules' ? undefined : this.gather(draft, id, kind, prompt),
      ),
    ]);
    this.update();
  }

  private async gather(draft: Draft, id: string, kind: MentionKind, prompt: string): Promise<void> {
    const signal = AbortSignal.any([this.stopped.signal, AbortSignal.timeout(gatherLimitMs)]);
    const gathered = await withinLimit(this.deps.sources[kind].gather(id, prompt, signal), signal).catch(
      (error: unknown): Gathered => {
        this.deps.log.warn(`What was mentioned (${kind}) could not be read: ${errorSummary(error)}`);
        return { pieces: [], keptBack: [], note: l10n.t('It could not be read.') };
      },
    );
    if (!draft.mentions.has(id)) return;
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

  private state(): ContextState {
    const { mentions, gathered, isWithoutRules } = this.draft;
    return {
      offers: this.deps.editor.offers(),
      mentions: [...mentions.values()].map((mention) => ({ mention, gathered: gathered.get(mention.id) })),
      rules: this.deps.rules.rules,
      isWithoutRules,
      budgetTokens: this.deps.budget(),
    };
  }

  private draftOf(conversationId: string): Draft {
    const known = this.drafts.get(conversationId);
    if (known) return known;
    const draft: Draft = { mentions: new Map(), gathered: new Map(), isWithoutRules: false };
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
