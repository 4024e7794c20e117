import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { getL10nJson, type l10nJsonFormat } from '@vscode/l10n-dev';

/** Translations by their key, as VS Code reads them. */
export type Translations = Readonly<Record<string, string>>;

const bundleName = /^bundle\.l10n\.(.+)\.json$/;

/** The texts of the code by their key. Which is the English text, with its comments behind a slash where it has some. */
export function textsOfCode(root: string): Promise<l10nJsonFormat> {
  const folder = path.join(root, 'src');
  const names = (readdirSync(folder, { recursive: true }) as string[]).filter((name) => name.endsWith('.ts'));
  const contents = names.map((name) => readFileSync(path.join(folder, name), 'utf8'));
  return getL10nJson(
    contents.filter((text) => text.includes('@vscode/l10n')).map((text) => ({ extension: '.ts', contents: text })),
  );
}

/** The English texts of package.json by their key. */
export function textsOfManifest(root: string): Translations {
  return read(path.join(root, 'package.nls.json'));
}

/** The languages that there are besides English, as VS Code names them. */
export function languages(root: string): readonly string[] {
  return readdirSync(path.join(root, 'l10n'))
    .flatMap((name) => bundleName.exec(name)?.[1] ?? [])
    .sort();
}

export interface LanguageFiles {
  /** Of the texts of the code. */
  readonly bundle: string;
  /** Of the texts of package.json. */
  readonly manifest: string;
}

export function filesOf(root: string, language: string): LanguageFiles {
  return {
    bundle: path.join(root, 'l10n', `bundle.l10n.${language}.json`),
    manifest: path.join(root, `package.nls.${language}.json`),
  };
}

/** What a file of translations has; nothing where there is no such file yet. */
export function read(file: string): Translations {
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Translations) : {};
}
