import { defaultPolicy, type Policy } from '../failover/api/policy';
import type { Disposable } from '../model/async/event';
import { type PolicyValues, type ReachValues, readPolicy } from './settings/policySettings';
import type { SettingProblem } from './settings/settingProblem';
import { settingKeys } from './settings/settingKeys';
import type { SettingsSource } from './settings/settingsSource';

const keys = [
  settingKeys.boundary,
  settingKeys.allowedHosts,
  settingKeys.brokenAnswer,
  settingKeys.maxRequestCost,
  settingKeys.budgets,
  settingKeys.hedgeChat,
  settingKeys.completionsProvider,
  settingKeys.localModelKeepWarm,
];

/** The policy as the settings of this window have it, read again when one of them or the folders change. */
export class PolicySource implements Disposable {
  private readonly subscriptions: readonly Disposable[];
  private policy: Policy = defaultPolicy;

  constructor(
    private readonly settings: SettingsSource,
    private readonly onChange: () => void,
    private readonly onProblems: (problems: readonly SettingProblem[]) => void,
  ) {
    this.read();
    this.subscriptions = [
      settings.onDidChange((affects) => {
        if (keys.some(affects)) this.readAgain();
      }),
      settings.onDidChangeFolders(() => this.readAgain()),
    ];
  }

  get current(): Policy {
    return this.policy;
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  private readAgain(): void {
    this.read();
    this.onChange();
  }

  private read(): void {
    const { policy, problems } = readPolicy(this.values());
    this.policy = policy;
    this.onProblems(problems);
  }

  private values(): PolicyValues {
    const { settings } = this;
    // What a company's policy sets takes the place of the default there.
    const reach = (key: string): ReachValues => {
      const { byDefault, user, machine, workspace } = settings.levels(key);
      return {
        company: byDefault,
        user,
        machine: machine[0],
        workspace: workspace[0],
        folders: settings.inFolders(key),
      };
    };
    // A setting that belongs to the user alone is never read from a machine or a workspace, even where the host would
    // merge them.
    const users = (key: string): unknown => settings.levels(key).user;
    return {
      boundary: reach(settingKeys.boundary),
      allowedHosts: reach(settingKeys.allowedHosts),
      brokenAnswer: users(settingKeys.brokenAnswer),
      maxRequestCost: users(settingKeys.maxRequestCost),
      budgets: users(settingKeys.budgets),
      hedgeChat: users(settingKeys.hedgeChat),
      keepWarm: users(settingKeys.localModelKeepWarm),
      completionsFirst: users(settingKeys.completionsProvider),
    };
  }
}
