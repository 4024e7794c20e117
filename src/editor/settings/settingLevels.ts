import type * as vscode from 'vscode';
import type { SettingLevels } from '../../engine/config';

type Inspected = NonNullable<ReturnType<vscode.WorkspaceConfiguration['inspect']>>;

/**
 * Fields that `inspect` returns in addition to the declared ones, since VS Code 1.46. `globalValue` is the user's value
 * overlaid with the value of the remote machine; these fields hold the two values separately. Source:
 * `extHostConfiguration.ts` of microsoft/vscode.
 */
interface ApartFields {
  readonly globalLocalValue?: unknown;
  readonly globalRemoteValue?: unknown;
  readonly globalLocalLanguageValue?: unknown;
  readonly globalRemoteLanguageValue?: unknown;
}

/** Pure. `inspected`: what `WorkspaceConfiguration.inspect` gave. */
export function settingLevels(inspected: (Inspected & ApartFields) | undefined): SettingLevels {
  const found = inspected ?? ({} as Inspected & ApartFields);
  const isApart = 'globalLocalValue' in found;
  const { globalRemoteValue: machine, globalRemoteLanguageValue: machineLanguage } = found;
  // A value that holds for all profiles stands in neither of the two.
  const allProfiles = machine === undefined ? found.globalValue : undefined;
  const allProfilesLanguage = machineLanguage === undefined ? found.globalLanguageValue : undefined;
  return {
    byDefault: found.defaultValue,
    user: isApart ? given(found.globalLocalValue, allProfiles) : found.globalValue,
    userLanguage: isApart ? given(found.globalLocalLanguageValue, allProfilesLanguage) : found.globalLanguageValue,
    machine: [machine, machineLanguage],
    workspace: [found.workspaceValue, found.workspaceLanguageValue],
    folder: [found.workspaceFolderValue, found.workspaceFolderLanguageValue],
  };
}

/** A null counts as a value that is not understood. Read as a missing value, it would narrow nothing. */
function given(value: unknown, otherwise: unknown): unknown {
  return value === undefined ? otherwise : value;
}
