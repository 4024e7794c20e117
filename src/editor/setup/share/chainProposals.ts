import path from 'node:path';
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Configuration } from '../../../engine/config';
import { type Log, shortHost } from '../../../engine/model';
import { type ChainFile, chainFilePath, type ChainProposal, contentHash, loadImporter } from '../../../engine/setup';
import { addEntries, existingEntries, usedWithoutList } from '../addEntries';
import { pickProposed } from './proposalPick';
import { sourceReader } from '../sourceFiles';

const memoryKey = 'everpair.chainProposals';
/** Contents that are remembered. */
const maxRemembered = 200;

interface Proposal extends ChainProposal {
  readonly hash: string;
  readonly problems: readonly string[];
}

export interface ChainProposalsDeps {
  readonly configuration: Configuration;
  readonly memory: vscode.Memento;
  readonly log: Log;
  /** Resolves when the activation of the window is over. */
  readonly activated: Promise<void>;
}

/**
 * A workspace may propose providers. It is offered once for each content to look at them; nothing is changed without the user. Nothing
 * of a workspace that is not trusted is read.
 */
export class ChainProposals implements vscode.Disposable {
  private readonly subscriptions: readonly vscode.Disposable[];
  private offering = false;
  /** How often something may have changed. */
  private changes = 0;

  constructor(private readonly deps: ChainProposalsDeps) {
    const offer = (): void => void this.offer();
    // Where the folder is new, some systems tell of it alone.
    const watcher = vscode.workspace.createFileSystemWatcher(
      `**/{${path.posix.dirname(chainFilePath)},${chainFilePath}}`,
    );
    this.subscriptions = [
      watcher,
      watcher.onDidCreate(offer),
      watcher.onDidChange(offer),
      vscode.workspace.onDidGrantWorkspaceTrust(offer),
      vscode.workspace.onDidChangeWorkspaceFolders(offer),
    ];
    void deps.activated.then(offer);
  }

  /** A quiet notice, once for each content that would add something. */
  async offer(): Promise<void> {
    this.changes += 1;
    if (this.offering || !vscode.workspace.isTrusted) return;
    this.offering = true;
    try {
      for (let seen = 0; seen < this.changes;) {
        seen = this.changes;
        await this.offerWhatIsNew();
      }
    } catch (error) {
      this.deps.log.warn(`A proposed chain could not be shown: ${error instanceof Error ? error.name : typeof error}`);
    } finally {
      this.offering = false;
    }
  }

  private async offerWhatIsNew(): Promise<void> {
    for (const proposal of await this.read()) {
      if (proposal.added.length === 0 || this.remembered().includes(proposal.hash)) continue;
      const look = l10n.t('Look at It');
      const never = l10n.t('Not This One');
      const hosts = [...new Set(proposal.added.map(({ host }) => shortHost(host)))];
      const shown = hosts.length > 3 ? [...hosts.slice(0, 3), '…'] : hosts;
      const answer = await vscode.window.showInformationMessage(
        l10n.t(
          'This workspace proposes providers for Everpair: {0}. Nothing is set unless you say so.',
          shown.join(', '),
        ),
        look,
        never,
      );
      if (answer !== undefined) await this.remember(proposal.hash);
      if (answer !== look) continue;
      // The chain may be another by now.
      const now = (await this.read()).find(({ hash }) => hash === proposal.hash);
      if (now) await this.show(now);
    }
  }

  /** The command: looks at what the workspace proposes, whatever was answered before. */
  async review(): Promise<void> {
    if (!vscode.workspace.isTrusted) {
      void vscode.window.showInformationMessage(
        l10n.t('Everpair: the providers that a workspace proposes are not read because it is not trusted.'),
      );
      return;
    }
    const proposals = await this.read();
    if (proposals.length === 0) {
      void vscode.window.showInformationMessage(l10n.t('Everpair: this workspace proposes no providers.'));
      return;
    }
    for (const proposal of proposals) await this.show(proposal);
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  private async show({ added, differences, problems, hash }: Proposal): Promise<void> {
    const { configuration } = this.deps;
    await this.remember(hash);
    if (added.length === 0) {
      const all = [
        l10n.t('Everpair: the workspace proposes nothing that is not in your chain.'),
        ...differences,
        ...problems,
      ];
      void vscode.window.showInformationMessage(all.slice(0, 4).join(' '));
      return;
    }
    const picked = await pickProposed(added, [...differences, ...problems]);
    if (!picked || picked.length === 0) return;
    const isAdded = await addEntries(
      configuration,
      picked.map(({ entry }) => entry),
      usedWithoutList(configuration),
    );
    if (isAdded)
      void vscode.window.showInformationMessage(
        l10n.t(
          'Everpair: {0} providers were added behind yours. Set their keys with Everpair: Set API Key….',
          picked.length,
        ),
      );
  }

  private async read(): Promise<readonly Proposal[]> {
    const { configuration } = this.deps;
    const folders = (vscode.workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file');
    const proposals: Proposal[] = [];
    for (const { uri } of folders) {
      const file = vscode.Uri.joinPath(uri, chainFilePath).fsPath;
      const read = sourceReader(
        () => chainFilePath,
        () => loadImporter().largeFile(),
      );
      const found = await read(file, uri.fsPath);
      if (!found) continue;
      const { readChainFile, chainProposal } = loadImporter();
      const { entries, problems }: ChainFile =
        'problem' in found ? { entries: [], problems: [found.problem] } : await readChainFile(found.text);
      const existing = existingEntries(configuration) ?? [];
      const isStored = (id: string): Promise<boolean> => configuration.keys.isStored(id);
      const proposal = await chainProposal(entries, { existing, isStored });
      proposals.push({ ...proposal, problems, hash: contentHash('text' in found ? found.text : '') });
    }
    return proposals;
  }

  private remembered(): readonly string[] {
    const value: unknown = this.deps.memory.get(memoryKey);
    return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];
  }

  private async remember(hash: string): Promise<void> {
    const all = [hash, ...this.remembered().filter((each) => each !== hash)];
    await this.deps.memory.update(memoryKey, all.slice(0, maxRemembered));
  }
}
