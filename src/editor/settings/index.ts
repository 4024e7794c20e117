import * as vscode from 'vscode';
import { type Policy, withinBoundary } from '../../engine/failover/api/policy';
import type { ChainLink, ProviderManager } from '../../engine/failover/api/providerManager';
import { systemClock } from '../../engine/model/clock';
import type { Log } from '../../engine/model/log';
import { errorSummary } from '../../engine/model/errorSummary';
import { partedHeaders } from '../../engine/providers/http/keyHeaders';
import { secretValues } from '../../engine/providers/http/outgoingHeaders';
import { commandIds, settingKeys, settingsSection } from '../ids';
import { ApiKeys } from '../../engine/config/apiKeys';
import { ChainSource } from '../../engine/config/chainSource';
import { consentQuestion } from './consentQuestion';
import { ConsentRecord } from '../../engine/config/consentRecord';
import { reviewConsent } from './consentReview';
import { vendorConfig } from '../../engine/config/defaultChain';
import { ollamaUrl } from '../../engine/config/ollamaHost';
import { PolicySource } from './policySource';
import { ProblemNotice } from './problemNotice';
import { readProviders } from '../../engine/config/providerSettings';
import { setApiKey } from './setApiKey';
import { settingLevels } from './settingLevels';
import { showSetting } from './showSetting';

export interface SettingsDeps {
  readonly context: vscode.ExtensionContext;
  readonly log: Log;
  readonly onKey: (key: string) => void;
  readonly manager: () => ProviderManager;
}

/** Settings, keys and consent of this user, kept in step with the manager once `start` was called. */
export class Settings implements vscode.Disposable {
  readonly consent: ConsentRecord;
  private readonly keys: ApiKeys;
  private readonly source: ChainSource;
  private readonly policySource: PolicySource;
  private readonly subscriptions: vscode.Disposable[] = [];
  private links: readonly ChainLink[] = [];
  private started: Promise<void> = Promise.resolve();

  constructor(private readonly deps: SettingsDeps) {
    const { context, log } = deps;
    const show = (): void => deps.manager().setChain(this.links);
    const [aboutProviders, aboutPolicy] = [new ProblemNotice(log), new ProblemNotice(log)];
    this.policySource = new PolicySource(show, (problems) => aboutPolicy.show(problems));
    this.consent = new ConsentRecord(context.globalState, consentQuestion, show);
    this.keys = new ApiKeys({
      secrets: context.secrets,
      environment: process.env,
      onKey: deps.onKey,
      clock: systemClock,
    });
    this.source = new ChainSource({
      setting: userProviders,
      keys: this.keys,
      fetch: (input, init) => globalThis.fetch(input, init),
      clock: systemClock,
      environmentIsUsers: vscode.env.remoteName === undefined,
      ollamaUrl: ollamaUrl(process.env.OLLAMA_HOST),
      log,
      onChain: ({ links, listed, firstVendor }) => {
        this.hideHeaders();
        this.links = links;
        this.consent.setListed(listed);
        if (firstVendor) this.consent.noteFirstVendor(firstVendor);
        deps.manager().setChain(links);
      },
      mayAsk: (trust) => withinBoundary(trust, this.policy.boundary),
      onProblems: (problems) => aboutProviders.show(problems),
    });
  }

  /** What the user has decided about failover, as of now. */
  get policy(): Policy {
    return this.policySource.current;
  }

  /** Awaited before each request: the chain is there, and where no setting names it a local Ollama was looked for. */
  readonly prepare = async (signal: AbortSignal): Promise<void> => {
    await this.started;
    await this.source.prepare(signal);
  };

  /** Returns before keys are read: activation must not wait for a keyring. */
  start(): void {
    this.subscriptions.push(
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration(`${settingsSection}.${settingKeys.providers}`)) void this.rebuild();
      }),
      this.keys.onDidChange((providerId) => {
        this.deps.manager().resetHealth(providerId);
        void this.rebuild();
      }),
      vscode.commands.registerCommand(commandIds.setApiKey, () => setApiKey(this.configurable(), this.keys)),
      vscode.commands.registerCommand(commandIds.reviewConsent, () => reviewConsent(this.consent, this.deps.manager())),
      vscode.commands.registerCommand(commandIds.openSettings, openSettings),
      vscode.commands.registerCommand(commandIds.openBoundary, () => showSetting('editor', settingKeys.boundary)),
    );
    this.started = this.rebuild();
  }

  dispose(): void {
    this.policySource.dispose();
    this.keys.dispose();
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  private hideHeaders(): void {
    for (const { headers } of readProviders(userProviders()).configs) {
      for (const value of secretValues(partedHeaders(headers).plain)) this.deps.onKey(value);
    }
  }

  private async rebuild(): Promise<void> {
    try {
      await this.source.rebuild();
    } catch (error) {
      this.deps.log.error(`The providers could not be read: ${errorSummary(error, { where: true })}`);
    }
  }

  private configurable() {
    const value = userProviders();
    return value === undefined ? [vendorConfig('anthropic'), vendorConfig('openai')] : readProviders(value).configs;
  }
}

/** Only the user's own value: a workspace must not choose where keys and code are sent. */
function userProviders(): unknown {
  return settingLevels(vscode.workspace.getConfiguration(settingsSection).inspect(settingKeys.providers)).user;
}

function openSettings(): Thenable<unknown> {
  return vscode.commands.executeCommand('workbench.action.openSettings', '@ext:everpair.everpair');
}
