import type * as vscode from 'vscode';
import type { SettingLevels } from '../../engine/config';

type Inspected = NonNullable<ReturnType<vscode.WorkspaceConfiguration['inspect']>>;

/**
 * What `inspect` gives beside its declared fields, since VS Code 1.46: `globalValue` is the user's value with the remote
 * machine's laid over it, these are the two apart. Source: `extHostConfiguration.ts` of microsoft/vscode.
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

/** A null is a value, and one that nobody understands: taken for none it would narrow nothing. */
function given(value: unknown, otherwise: unknown): unknown {
  return value === undefined ? otherwise : value;
}
