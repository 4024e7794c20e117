import { existsSync } from 'node:fs';
import path from 'node:path';
import * as l10n from '@vscode/l10n';

type Environment = Readonly<Record<string, string | undefined>>;

/** Lets the tool speak the language of the environment, where there is a translation in the folder. */
export function useLanguage(folder: string, environment: Environment): void {
  const name = languageOf(environment);
  const file = name === undefined ? undefined : path.join(folder, `bundle.l10n.${name}.json`);
  if (file !== undefined && existsSync(file)) l10n.config({ fsPath: file });
}

/** As VS Code names it; undefined for English and where nothing is said. Pure. */
export function languageOf(environment: Environment): string | undefined {
  const locale = environment['LC_ALL'] || environment['LC_MESSAGES'] || environment['LANG'] || '';
  const [language = '', region = ''] = locale.toLowerCase().split(/[.@]/)[0]?.split(/[_-]/) ?? [];
  if (!/^[a-z]{2,3}$/.test(language) || language === 'en') return undefined;
  if (language !== 'zh') return language;
  return ['tw', 'hk', 'mo', 'hant'].includes(region) ? 'zh-tw' : 'zh-cn';
}
