import { defaultPolicy, type Policy } from '../failover/api/policy';
import type { Disposable } from '../model/async/event';
import { type PolicyValues, readPolicy } from './policySettings';
import type { SettingProblem } from './settingProblem';
import { settingKeys } from './settingKeys';
import type { SettingsSource } from './settingsSource';

const keys = [
  settingKeys.boundary,
  settingKeys.brokenAnswer,
  settingKeys.maxRequestCost,
  settingKeys.hedgeChat,
  settingKeys.completionsProvider,
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
    const boundary = settings.levels(settingKeys.boundary);
    // A setting that belongs to the user alone is never read from a machine or a workspace, even where the host would
    // merge them.
    const users = (key: string): unknown => settings.levels(key).user;
    return {
      boundary: {
        user: boundary.user,
        machine: boundary.machine[0],
        workspace: boundary.workspace[0],
        folders: settings.inFolders(settingKeys.boundary),
      },
      brokenAnswer: users(settingKeys.brokenAnswer),
      maxRequestCost: users(settingKeys.maxRequestCost),
      hedgeChat: users(settingKeys.hedgeChat),
      completionsFirst: users(settingKeys.completionsProvider),
    };
  }
}
