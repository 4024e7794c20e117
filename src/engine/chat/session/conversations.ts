import { type Disposable, Emitter } from '../../model/async/event';
import { errorSummary } from '../../model/text/errorSummary';
import { StoreProblem } from '../../storage/storeProblem';
import { withMention } from '../conversation/draftMention';
import { firstWords } from '../conversation/firstWords';
import type { AttachedImage } from '../conversation/turn';
import { type ExchangedConversation, exchangedFrom, importExchanged } from '../exchange/exchangedConversation';
import type { ImageBytes, StoredConversation } from '../store/storedConversation';
import type { ConversationPage, ConversationScope, ConversationView } from '../view/protocol';
import { conversationItem, conversationView } from './conversationViews';
import { addDraftImage, removeDraftImage } from './draftImages';
import { type OpenedStore, OpenSessions, type OpenSessionsDeps } from './openSessions';
import { Saving, type SavingDeps } from './saving';
import type { ChatSession, NewPrompt } from './session';
import { emptyBox, emptyState } from './sessionState';
import { ModelTitles } from './titles/modelTitles';
import type { TitleWriter } from './titles/titleWriter';

export interface ConversationsDeps extends OpenSessionsDeps, SavingDeps {
  /** Rejects with a `StoreProblem` where there is no store. */
  readonly open: () => Promise<OpenedStore>;
  /** Id of the conversation that the window shows, kept over a reload. */
  readonly lastShown: { readonly get: () => string | undefined; readonly set: (id: string) => void };
  readonly titles: Pick<TitleWriter, 'titleOf'>;
}

/** Milliseconds for which deleted conversations can be brought back. */
const keptDeletedMs = 30 * 24 * 3_600_000;

/** All conversations, as one window works with them. */
export class Conversations implements Disposable {
  private readonly saving: Saving;
  private readonly changed: Emitter<void>;
  private readonly listChanged: Emitter<void>;
  private readonly showed: Emitter<string>;
  private readonly titles: ModelTitles;
  private opened: OpenedStore | undefined;
  private sessions: OpenSessions;
  private shown: ChatSession;
  private loading: Promise<void> | undefined;
  private elsewhere: Disposable | undefined;
  private readonly ended = new AbortController();

  constructor(private readonly deps: ConversationsDeps) {
    const onError = (error: unknown): void => deps.log.error(`Chat surface: ${errorSummary(error, { where: true })}`);
    this.changed = new Emitter(onError);
    this.listChanged = new Emitter(onError);
    this.showed = new Emitter(onError);
    this.saving = new Saving(
      deps,
      () => this.saveAgain(),
      () => this.changed.fire(),
    );
    this.titles = new ModelTitles(deps.titles, {
      isByWords: (id) => this.stored(id)?.titleBy === 'words',
      set: (id, title) => void this.write(({ store }) => store.update(id, { title, titleBy: 'model' })),
    });
    this.sessions = this.openSessions(undefined);
    this.shown = this.sessions.create(deps.newId());
  }

  /** What is shown of the conversation is another; fires for each piece of an answer. */
  get onDidChange() {
    return this.changed.event;
  }

  /** A list of conversations may be another. */
  get onDidChangeList() {
    return this.listChanged.event;
  }

  /** Another conversation is shown: the one with this id. */
  get onDidShow() {
    return this.showed.event;
  }

  /** The conversation that the window shows. */
  get current(): ChatSession {
    return this.shown;
  }

  view(): ConversationView {
    const { id, state } = this.shown;
    return conversationView(id, this.stored(id)?.title ?? firstWords(state.turns[0]?.prompt ?? ''), state);
  }

  /** About all conversations, for the user: that they cannot be saved. */
  get notice(): string {
    return this.saving.problem || (this.opened?.notice ?? '');
  }

  /** Resolves when the conversation is there that the window begins with. Never rejects. */
  load(): Promise<void> {
    this.loading ??= this.begin();
    return this.loading;
  }

  /** The draft goes along: who has begun to write wants to ask it elsewhere. */
  newConversation(): void {
    if (this.shown.state.turns.length === 0) return;
    const { draft, images, mentions } = this.shown.state;
    this.shown.change((state) => ({ ...state, ...emptyBox }));
    this.show(this.sessions.create(this.deps.newId(), { ...emptyState, draft, images, mentions }));
  }

  /** Sends a prompt in the conversation in which it was written, which need not be shown any more. */
  sendIn(id: string, what: NewPrompt): void {
    (this.sessions.read(id) ?? this.shown).send(what);
  }

  /** False where there is no such conversation any more. */
  open(id: string): boolean {
    const session = this.sessions.read(id);
    if (session) this.show(session);
    return session !== undefined;
  }

  /** A new conversation with all up to a turn. */
  fork(turnId: string): void {
    const id = this.deps.newId();
    this.flush();
    if (this.write(({ store }) => store.fork(turnId, id, this.deps.clock.now()))) this.open(id);
  }

  /** A title of the user is never replaced; an empty one gives the first words back. */
  rename(id: string, title: string): void {
    const words = title.replace(/\s+/gu, ' ').trim();
    this.write(({ store }) => {
      const first = (): string => firstWords(store.turns(id)[0]?.prompt ?? '');
      store.update(id, words === '' ? { title: first(), titleBy: 'words' } : { title: words, titleBy: 'user' });
    });
  }

  pin(id: string, isPinned: boolean): void {
    this.write(({ store }) => store.update(id, { isPinned }));
  }

  /** Gives its title, for an offer to bring it back; undefined where there is nothing to delete. */
  remove(id: string): string | undefined {
    const title = this.stored(id)?.title;
    if (title === undefined) return undefined;
    const session = this.sessions.get(id);
    if (session) this.sessions.close(session);
    this.write(({ store }) => store.remove(id));
    if (session === this.shown) this.show(this.latest() ?? this.sessions.create(this.deps.newId()));
    return title;
  }

  /** Brings it back and shows it. */
  restore(id: string): void {
    if (this.write(({ store }) => store.restore(id))) this.open(id);
  }

  list(query: string, scope: ConversationScope, offset: number, limit: number): ConversationPage {
    const folderKey = scope === 'folder' ? this.deps.folder?.key : undefined;
    this.flush();
    const found = this.read(({ store, claims }) => {
      const { items, total } = store.list({ ...(folderKey === undefined ? {} : { folderKey }), query, offset, limit });
      return {
        items: items.map((row) => conversationItem(row, this.shown.id, this.sessions.get(row.id), claims)),
        total,
      };
    });
    return { query, scope, offset, ...(found ?? { items: [], total: 0 }) };
  }

  /** All of a conversation, for a file; undefined where it cannot be read. */
  exported(id: string): ExchangedConversation | undefined {
    this.flush();
    return this.read(({ store }) => exchangedFrom(store, id));
  }

  /** Keeps what a file held as a new conversation and shows it; false where it cannot be kept. */
  add(exchanged: ExchangedConversation): boolean {
    const id = this.deps.newId();
    return this.write(({ store }) => importExchanged(store, exchanged, { ...this.deps, id })) && this.open(id);
  }

  /** The bytes of an image that was sent or goes with a draft. */
  image(id: string): ImageBytes | undefined {
    return this.read(({ store }) => store.image(id));
  }

  /** Puts an image beside the draft; false where it cannot be kept. */
  addImage(image: AttachedImage, bytes: Uint8Array): boolean {
    return addDraftImage(this.shown, image, bytes, (step) => this.write(step));
  }

  /** Takes an image of the draft away. */
  removeImage(id: string): void {
    removeDraftImage(this.shown, id, (step) => this.write(step));
  }

  /** Everything that is shown is in the store afterwards, or `notice` says that it is not. */
  flush(): void {
    this.sessions.flush();
  }

  dispose(): void {
    this.ended.abort();
    this.elsewhere?.dispose();
    this.sessions.dispose();
    this.saving.dispose();
    this.changed.dispose();
    this.listChanged.dispose();
    this.showed.dispose();
  }

  private async begin(): Promise<void> {
    let opened: OpenedStore;
    try {
      opened = await this.deps.open();
    } catch (error) {
      if (!(error instanceof StoreProblem)) this.deps.log.error(`Chat: ${errorSummary(error, { where: true })}`);
      this.saving.failed(error instanceof StoreProblem ? error : new StoreProblem('failed', { cause: error }));
      return;
    }
    if (this.ended.signal.aborted) return;
    const before = this.shown;
    const { draft, mentions } = before.state;
    this.sessions.dispose();
    this.opened = opened;
    this.sessions = this.openSessions(opened);
    this.elsewhere = opened.store.onDidChangeElsewhere(() => {
      this.changed.fire();
      this.listChanged.fire();
    });
    this.saving.attempt(() => opened.store.purge(keptDeletedMs));
    const last = this.deps.lastShown.get();
    // One of which nothing was kept is begun anew, under a new id: another window may have the same.
    const session = last === undefined ? this.latest() : this.sessions.read(last);
    this.shown = session ?? this.sessions.create(this.deps.newId());
    if (draft !== '') this.shown.setDraft(draft);
    for (const each of mentions) this.shown.setMentions(withMention(this.shown.state.mentions, each));
    this.showed.fire(this.shown.id);
    this.changed.fire();
  }

  /** Where nothing was left to be saved a write of no use tells whether it works again. */
  private saveAgain(): void {
    if (this.sessions.flush()) this.saving.attempt(() => this.opened?.store.purge(keptDeletedMs));
  }

  private openSessions(opened: OpenedStore | undefined): OpenSessions {
    return new OpenSessions(this.deps, opened, this.saving, {
      changed: (session) => this.onChange(session),
      answered: (session) => this.onAnswer(session),
    });
  }

  private latest(): ChatSession | undefined {
    const id = this.read(({ store }) => store.latest(this.deps.folder?.key));
    return id === undefined ? undefined : this.sessions.read(id);
  }

  private show(session: ChatSession): void {
    const before = this.shown;
    this.shown = session;
    this.deps.lastShown.set(session.id);
    if (before !== session) this.sessions.leave(before);
    this.showed.fire(session.id);
    this.changed.fire();
    this.listChanged.fire();
  }

  private onChange(session: ChatSession): void {
    if (session === this.shown) this.changed.fire();
    // Its last answer is not pending any more.
    else if (!session.isAtWork) this.sessions.leave(session);
  }

  private onAnswer(session: ChatSession): void {
    this.listChanged.fire();
    void this.titles.give(session.id, session.state, this.ended.signal);
  }

  private stored(id: string): StoredConversation | undefined {
    return this.read(({ store }) => store.conversation(id));
  }

  private read<T>(step: (opened: OpenedStore) => T): T | undefined {
    const { opened } = this;
    let result: T | undefined;
    if (opened) this.saving.reading(() => (result = step(opened)));
    return result;
  }

  /** False where nothing could be written. */
  private write(step: (opened: OpenedStore) => void): boolean {
    const { opened } = this;
    if (!opened || !this.saving.attempt(() => step(opened))) return false;
    this.changed.fire();
    this.listChanged.fire();
    return true;
  }
}
