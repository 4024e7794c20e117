import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/**
 * Lets VS Code's server show a language for which no language pack can be fetched. The pack has no words of VS Code's own, which
 * stay English; extensions see the language and bring theirs. `userData`: the server's folder of user data.
 */
export function writeEmptyLanguagePack(userData: string, language: string): void {
  const folder = path.join(userData, 'language-pack');
  const texts = path.join(folder, 'main.i18n.json');
  mkdirSync(folder, { recursive: true });
  writeFileSync(texts, JSON.stringify({ version: '1.0.0', contents: {} }));
  const pack = {
    hash: language,
    label: language,
    extensions: [{ extensionIdentifier: { id: `everpair.empty-${language}` }, version: '1.0.0' }],
    translations: { vscode: texts },
  };
  writeFileSync(path.join(userData, 'languagepacks.json'), JSON.stringify({ [language]: pack }));
}
