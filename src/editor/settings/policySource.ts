import * as vscode from 'vscode';
import { defaultPolicy, type Policy } from '../../engine/failover/api/policy';
import { settingKeys, settingsSection } from '../ids';
import { type PolicyValues, readPolicy } from '../../engine/config/policySettings';
import { settingLevels } from './settingLevels';
import type { SettingProblem } from '../../engine/config/settingProblem';

const keys = [settingKeys.boundary, settingKeys.brokenAnswer, settingKeys.maxRequestCost, settingKeys.hedgeChat];

/** The policy as the settings of this window have it, read again when one of them or the folders change. */
export class PolicySource implements vscode.Disposable {
  private readonly subscription: vscode.Disposable;
  private policy: Policy = defaultPolicy;

  constructor(
    private readonly onChange: () => void,
    private readonly onProblems: (problems: readonly SettingProblem[]) => void,
  ) {
    this.read();
    this.subscription = vscode.Disposable.from(
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (keys.some((key) => event.affectsConfiguration(`${settingsSection}.${key}`))) this.readAgain();
      }),
      vscode.workspace.onDidChangeWorkspaceFolders(() => this.readAgain()),
    );
  }

  get current(): Policy {
    return this.policy;
  }

  dispose(): void {
    this.subscription.dispose();
  }

  private readAgain(): void {
    this.read();
    this.onChange();
  }

  private read(): void {
    const { policy, problems } = readPolicy(valuesNow());
    this.policy = policy;
    this.onProblems(problems);
  }
}

function valuesNow(): PolicyValues {
  const settings = vscode.workspace.getConfiguration(settingsSection);
  const boundary = settingLevels(settings.inspect(settingKeys.boundary));
  const folders = vscode.workspace.workspaceFolders ?? [];
  // What is the user's alone is never read from a machine or a workspace, whatever VS Code would merge.
  const users = (key: string): unknown => settingLevels(settings.inspect(key)).user;
  return {
    boundary: {
      user: boundary.user,
      machine: boundary.machine[0],
      workspace: boundary.workspace[0],
      folders: folders.map(({ uri }) => {
        const inFolder = vscode.workspace.getConfiguration(settingsSection, uri);
        return settingLevels(inFolder.inspect(settingKeys.boundary)).folder[0];
      }),
    },
    brokenAnswer: users(settingKeys.brokenAnswer),
    maxRequestCost: users(settingKeys.maxRequestCost),
    hedgeChat: users(settingKeys.hedgeChat),
  };
}
