import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import * as ts from 'typescript';

/** Translations by their key, as VS Code reads them. */
export type Translations = Readonly<Record<string, string>>;

const bundleName = /^bundle\.l10n\.(.+)\.json$/;

/** A text of the code: alone, or with comments for who translates it. */
export type Text = string | { readonly message: string; readonly comment: readonly string[] };

/** The texts of the code by their key, as VS Code makes it: the English text, with its comments behind a slash where it has some. */
export function textsOfCode(root: string): Readonly<Record<string, Text>> {
  const folder = path.join(root, 'src');
  const names = (readdirSync(folder, { recursive: true }) as string[]).filter((name) => name.endsWith('.ts'));
  const texts = names
    .map((name) => [name, readFileSync(path.join(folder, name), 'utf8')] as const)
    .filter(([, code]) => code.includes('@vscode/l10n'))
    .flatMap(([name, code]) => textsIn(ts.createSourceFile(name, code, ts.ScriptTarget.Latest)));
  return Object.fromEntries(
    texts.map((text) => [typeof text === 'string' ? text : `${text.message}/${text.comment.join('')}`, text]),
  );
}

/** ESLint sees to it that what is looked up is a literal, or an object with one. */
function textsIn(node: ts.Node): readonly Text[] {
  const within: Text[] = [];
  ts.forEachChild(node, (child) => {
    within.push(...textsIn(child));
  });
  if (!ts.isCallExpression(node) || !isLookUp(node.expression)) return within;
  const [given] = node.arguments;
  if (given && ts.isStringLiteralLike(given)) return [given.text, ...within];
  return given && ts.isObjectLiteralExpression(given) ? [commented(given), ...within] : within;
}

function isLookUp(called: ts.Expression): boolean {
  return (
    ts.isPropertyAccessExpression(called) &&
    ts.isIdentifier(called.expression) &&
    called.expression.text === 'l10n' &&
    called.name.text === 't'
  );
}

function commented({ properties }: ts.ObjectLiteralExpression): Text {
  const valueOf = (name: string): ts.Expression | undefined =>
    properties.filter(ts.isPropertyAssignment).find((property) => (property.name as ts.Identifier).text === name)
      ?.initializer;
  const [message, comment] = [valueOf('message'), valueOf('comment')];
  const texts = comment && ts.isArrayLiteralExpression(comment) ? comment.elements : [];
  return {
    message: (message as ts.StringLiteral).text,
    comment: texts.map((text) => (text as ts.StringLiteral).text),
  };
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
