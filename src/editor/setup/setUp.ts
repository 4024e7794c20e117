import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Configuration, KeySource, LocalServers } from '../../engine/config';
import type { ProviderManager } from '../../engine/failover';
import { loadChainSetup } from '../../engine/setup';
import { cancellableProgress } from '../cancellableProgress';
import { commandIds } from '../ids';
import { testInWords } from '../status/testWords';
import { addCandidate } from './addCandidate';
import { existingEntries, tellNoList } from './addEntries';
import { showLink } from './linkMenu';
import { choose } from './menu';
import { type SetUpAction, setUpRows, type SetUpRowsInput } from './setUpRows';

export interface SetUpDeps {
  readonly configuration: Configuration;
  readonly manager: Pick<ProviderManager, 'listModels' | 'test' | 'resetHealth'>;
}

/** From nothing to an answer by keys alone: shows what is here, and one choice adds, changes or tests a link of the chain. */
export async function setUp(deps: SetUpDeps): Promise<void> {
  const { configuration } = deps;
  let servers: LocalServers | undefined;
  let tests: ReadonlyMap<string, string> = new Map();
  for (;;) {
    const first = await viewOf(configuration, servers, tests);
    if (!first) {
      tellNoList();
      return;
    }
    let view = first;
    const action = await choose<SetUpAction>({
      title: l10n.t('Everpair: Set Up'),
      placeholder: l10n.t('Who shall answer? What you choose comes at the end.'),
      rows: () => setUpRows(view),
      work: async (signal, redraw) => {
        if (servers) return;
        await configuration.prepare(signal);
        const found = await configuration.localServerSetup.look(signal);
        if (signal.aborted) return;
        servers = found;
        view = (await viewOf(configuration, servers, tests)) ?? view;
        redraw();
      },
    });
    if (action === undefined || action === 'back') return;
    switch (action.type) {
      case 'link':
        if (!(await showLink(action.row, view.chain.length, deps))) return;
        break;
      case 'add':
        if (!(await addCandidate(action.candidate, configuration))) return;
        break;
      case 'test':
        tests = (await testChain(deps)) ?? tests;
        continue;
      case 'page':
        await vscode.commands.executeCommand(commandIds.editChain);
        return;
      case 'import':
        await vscode.commands.executeCommand(commandIds.importSettings);
        return;
      case 'ollama':
        await vscode.commands.executeCommand(commandIds.setUpOllama);
        return;
      case 'local-model':
        await vscode.commands.executeCommand(commandIds.setUpLocalModel);
        return;
      case 'chat':
        await vscode.commands.executeCommand(commandIds.openChat);
        return;
    }
    tests = new Map();
    // Who is tested or asked next is the chain that was just made.
    await configuration.reload();
  }
}

/** Undefined where the setting is no list. */
async function viewOf(
  configuration: Configuration,
  servers: LocalServers | undefined,
  tests: SetUpRowsInput['tests'],
): Promise<SetUpRowsInput | undefined> {
  const existing = existingEntries(configuration);
  if (!existing) return undefined;
  const { candidates, chainRows, foundServers } = loadChainSetup();
  const chain = chainRows(existing);
  const keys = new Map<string, KeySource>();
  for (const { link } of chain) if (link) keys.set(link.config.id, await configuration.keys.source(link.config));
  const offered = candidates(existing, { servers: servers ? foundServers(servers) : [], environment: process.env });
  return { chain, offered, keys, tests, isLooking: servers === undefined };
}

/** How each link's test ended, by its id; undefined where it was cancelled. */
async function testChain({ manager }: SetUpDeps): Promise<ReadonlyMap<string, string> | undefined> {
  return cancellableProgress(l10n.t('Everpair: testing providers'), async (signal, report) => {
    const results = new Map<string, string>();
    for await (const result of manager.test(signal)) {
      if (signal.aborted) return undefined;
      const { id } = result.link.provider;
      results.set(id, testInWords(result));
      report(testInWords(result));
      // What answers now is not kept waiting for an old failure.
      if (result.ok) manager.resetHealth(id);
    }
    return results;
  });
}
