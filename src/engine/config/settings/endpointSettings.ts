import * as l10n from '@vscode/l10n';
import { shownValue } from '../../model/text/shortened';
import { settingKeys, settingsSection } from './settingKeys';
import type { SettingProblem } from './settingProblem';

/** One that no well-known program has, and that no system gives to outgoing connections. */
const usualPort = 21_470;

export interface EndpointSettings {
  readonly enabled: boolean;
  /** Undefined: not understood, so nothing is started. */
  readonly port: number | undefined;
}

/** From settings to what the user wants of the endpoint for other tools. Pure. */
export function readEndpointSettings(values: { readonly enabled: unknown; readonly port: unknown }): {
  readonly settings: EndpointSettings;
  readonly problems: readonly SettingProblem[];
} {
  const { enabled = false, port = usualPort } = values;
  const problems: SettingProblem[] = [];
  const wrong = (key: string, message: (name: string) => string): void => {
    problems.push({ key, message: message(`${settingsSection}.${key}`) });
  };
  if (typeof enabled !== 'boolean')
    wrong(settingKeys.endpointEnabled, (name) =>
      l10n.t('{0} must be true or false, not {1}. Until then it is off.', name, shownValue(enabled)),
    );
  if (!isPort(port))
    wrong(settingKeys.endpointPort, (name) =>
      l10n.t('{0} must be a number from 1 to 65535, not {1}. Until then it is off.', name, shownValue(port)),
    );
  return { settings: { enabled: enabled === true, port: isPort(port) ? port : undefined }, problems };
}

function isPort(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value > 0 && value < 65_536;
}
