import * as vscode from 'vscode';
import { defaultPolicy, type Policy } from '../../failover/policy';
import { settingKeys, settingsSection } from '../ids';
import { type PolicyValues, readPolicy } from './policySettings';
import type { SettingProblem } from './settingProblem';

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
  const boundary = settings.inspect(settingKeys.boundary);
  const folders = vscode.workspace.workspaceFolders ?? [];
  return {
    boundary: {
      user: boundary?.globalValue,
      workspace: boundary?.workspaceValue,
      folders: folders.map(
        ({ uri }) =>
          vscode.workspace.getConfiguration(settingsSection, uri).inspect(settingKeys.boundary)?.workspaceFolderValue,
      ),
    },
    // What is the user's alone is never read from a workspace, whatever VS Code would merge.
    brokenAnswer: settings.inspect(settingKeys.brokenAnswer)?.globalValue,
    maxRequestCost: settings.inspect(settingKeys.maxRequestCost)?.globalValue,
    hedgeChat: settings.inspect(settingKeys.hedgeChat)?.globalValue,
  };
}
