import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { type Configuration, type LocalServers, settingKeys } from '../../../engine/config';
import type { ProviderManager } from '../../../engine/failover';
import type { Disposable } from '../../../engine/model';
import {
  type Candidate,
  type ChainRow,
  loadChainSetup,
  type SetupCommand,
  type SetupHostMessage,
  type SetupMessage,
  type SetupView,
} from '../../../engine/setup';
import { commandIds } from '../../ids';
import { askForKey, setKeyOf } from '../../settings/setApiKey';
import { showSetting } from '../../settings/showSetting';
import { add } from '../addCandidate';
import { existingEntries, tellNoList, writeChain } from '../addEntries';
import { changeChain } from '../chainWriting';
import { chooseLinkModel } from '../chooseLinkModel';
import { ChainTest } from './chainTest';
import { gatherFacts } from './gatherFacts';

export interface SetupHostDeps {
  readonly configuration: Configuration;
  readonly manager: ProviderManager;
  /** Only while there is a page. */
  readonly post: (message: SetupHostMessage) => void;
  /** Of what is done without being asked for. */
  readonly onError: (error: unknown) => void;
}

/** What the page shows, with what its names stand for. */
interface Shown {
  readonly view: SetupView;
  readonly rows: readonly ChainRow[];
  readonly offers: ReadonlyMap<string, Candidate>;
}

type Change = (list: readonly unknown[], index: number) => readonly unknown[];

/** The truth that a page of the set-up shows, and what is done when a button is pressed. */
export class SetupHost implements Disposable {
  private readonly test: ChainTest;
  private readonly closing = new AbortController();
  private readonly subscriptions: readonly Disposable[];
  private servers: LocalServers | undefined;
  private isLooking = false;
  private removed: { readonly entry: unknown; readonly index: number; readonly label: string } | undefined;
  private shown: Shown | undefined;
  /** Resolves when the last view that was asked for is shown; `next`: one that is not begun. */
  private drawn: Promise<void> = Promise.resolve();
  private next: Promise<void> | undefined;
  /** Resolves when the last change is written and shown. */
  private written: Promise<void> = Promise.resolve();

  constructor(private readonly deps: SetupHostDeps) {
    const { configuration, manager } = deps;
    const redraw = (): void => void this.draw().catch(deps.onError);
    this.test = new ChainTest({ ...deps, onChange: redraw });
    this.subscriptions = [
      configuration.onDidChangeChain(redraw),
      configuration.onDidChangeKey((id) => {
        this.test.forget(id);
        redraw();
      }),
      manager.onDidChange(redraw),
    ];
  }

  dispose(): void {
    this.closing.abort();
    this.test.cancel();
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  /** Resolves when it is done. */
  async handle(message: SetupMessage): Promise<void> {
    switch (message.type) {
      case 'ready':
        // The page is new, and shows nothing yet.
        this.shown = undefined;
        return this.servers || this.isLooking ? this.draw() : this.look();
      case 'move':
        return this.move(message.rowId, message.by);
      case 'remove':
        return this.remove(message.rowId);
      case 'undo':
        return this.undo();
      case 'enable': {
        const { withEnabled } = loadChainSetup();
        return this.change(message.rowId, (list, index) => withEnabled(list, index, message.isEnabled));
      }
      case 'choose-model': {
        const row = this.rowOf(message.rowId);
        // Other changes do not wait for the choice.
        if (row && (await chooseLinkModel(row, message.use, this.deps))) await this.write(() => Promise.resolve());
        return;
      }
      case 'set-key': {
        const config = this.rowOf(message.rowId)?.link?.config;
        if (config) await setKeyOf(this.deps.configuration, config);
        return this.draw();
      }
      case 'open-key-page':
        return this.openKeyPage(message.of);
      case 'add':
        return this.add(message.offerId);
      case 'test':
        return this.runTest(message.rowId);
      case 'cancel-test':
        this.test.cancel();
        return;
      case 'look-again':
        return this.look();
      case 'run':
        await this.run(message.command);
    }
  }

  /** One view after the other: a slower one must not take the place of a newer. Those that are asked for meanwhile are one. */
  private draw(): Promise<void> {
    this.next ??= this.drawn.then(() => {
      this.next = undefined;
      return this.drawNow();
    });
    this.drawn = this.next.catch(() => undefined);
    return this.next;
  }

  private async drawNow(): Promise<void> {
    if (this.closing.signal.aborted) return;
    const { setupView, chainRows, candidates, offerId } = loadChainSetup();
    const { test, servers, removed } = this;
    const facts = await gatherFacts(this.deps, {
      servers,
      isLooking: this.isLooking,
      tests: test.results,
      testing: test.progress,
      removed: removed?.label,
    });
    const entries = facts.entries ?? [];
    const view = setupView(facts);
    const offers = candidates(entries, facts).map((each) => [offerId(each), each] as const);
    const isNew = JSON.stringify(view) !== JSON.stringify(this.shown?.view);
    this.shown = { view, rows: chainRows(entries), offers: new Map(offers) };
    if (isNew) this.deps.post({ type: 'view', view });
  }

  private async look(): Promise<void> {
    const { configuration } = this.deps;
    const { signal } = this.closing;
    this.isLooking = true;
    await this.draw();
    try {
      await configuration.prepare(signal);
      this.servers = await configuration.localServerSetup.look(signal);
    } finally {
      this.isLooking = false;
      await this.draw();
    }
  }

  private async move(rowId: string, by: number): Promise<void> {
    const { moved, moveInWords } = loadChainSetup();
    await this.change(rowId, (list, index) => moved(list, index, by));
    this.tell(this.shown && moveInWords(this.shown.view, rowId));
  }

  private async remove(rowId: string): Promise<void> {
    const { without } = loadChainSetup();
    const row = this.rowOf(rowId);
    const label = this.shown?.view.links.find((link) => link.rowId === rowId)?.label ?? '';
    if (!row) return;
    await this.write(async () => {
      if (!(await changeChain(this.deps.configuration, row, without))) return;
      this.removed = { entry: row.entry, index: row.index, label };
    });
  }

  private async undo(): Promise<void> {
    await this.write(async () => {
      const { removed } = this;
      if (!removed) return;
      const list = existingEntries(this.deps.configuration);
      const { withEntryAt } = loadChainSetup();
      if (!list) tellNoList();
      else if (await writeChain(withEntryAt(list, removed.index, removed.entry))) this.removed = undefined;
    });
  }

  private async add(offerId: string): Promise<void> {
    const candidate = this.shown?.offers.get(offerId);
    if (!candidate) return;
    const { entry, label, by } = candidate;
    const key = by.kind === 'key' ? await askForKey(label, 'none') : undefined;
    if (by.kind === 'key' && key === undefined) return;
    const isAdded = await this.write(() => add(entry, this.deps.configuration, key));
    if (isAdded) this.tell(l10n.t('{0} was added at the end.', label));
  }

  private async runTest(rowId: string | undefined): Promise<void> {
    const { testInShort } = loadChainSetup();
    const { view, rows } = this.shown ?? { view: { links: [] }, rows: [] };
    const links = view.links.flatMap((link, index) => {
      const row = rows[index];
      const isMeant = link.isEnabled && link.problem === undefined && (rowId === undefined || link.rowId === rowId);
      return isMeant && row?.link ? [{ id: row.link.config.id, entry: row.entry }] : [];
    });
    const hasEnded = await this.test.run(links);
    await this.draw();
    if (hasEnded && this.shown) this.tell(testInShort(this.shown.view));
  }

  private async openKeyPage(of: Extract<SetupMessage, { type: 'open-key-page' }>['of']): Promise<void> {
    const by = 'offerId' in of ? this.shown?.offers.get(of.offerId)?.by : undefined;
    const page = 'rowId' in of ? this.rowOf(of.rowId)?.link?.keyPage : by?.kind === 'key' ? by.page : undefined;
    if (page !== undefined) await vscode.env.openExternal(vscode.Uri.parse(page));
  }

  private async run(command: SetupCommand): Promise<void> {
    switch (command) {
      case 'open-setting':
        await showSetting('file', settingKeys.providers);
        return;
      case 'open-boundary':
        await showSetting('editor', settingKeys.boundary);
        return;
      case 'open-allowed-hosts':
        await showSetting('editor', settingKeys.allowedHosts);
        return;
      case 'import':
        await vscode.commands.executeCommand(commandIds.importSettings);
        return;
      case 'set-up-ollama':
        await vscode.commands.executeCommand(commandIds.setUpOllama);
        return;
      case 'set-up-local-model':
        await vscode.commands.executeCommand(commandIds.setUpLocalModel);
        return;
      case 'open-chat':
        await vscode.commands.executeCommand(commandIds.openChat);
    }
  }

  private async change(rowId: string, change: Change): Promise<void> {
    await this.write(async () => {
      // As it is after the changes before this one.
      const row = this.rowOf(rowId);
      if (row) await changeChain(this.deps.configuration, row, change);
    });
  }

  /** One change after the other, each made to the list that the one before left and shown before the next. */
  private write<T>(change: () => Promise<T>): Promise<T> {
    const written = this.written.then(async () => {
      const outcome = await change();
      // Who is tested or asked next is the chain that was just made.
      await this.deps.configuration.reload();
      await this.draw();
      return outcome;
    });
    this.written = written.then(
      () => undefined,
      () => undefined,
    );
    return written;
  }

  private rowOf(rowId: string): ChainRow | undefined {
    const index = this.shown?.view.links.findIndex((link) => link.rowId === rowId) ?? -1;
    return this.shown?.rows[index];
  }

  private tell(text: string | undefined): void {
    if (text !== undefined) this.deps.post({ type: 'tell', text });
  }
}
