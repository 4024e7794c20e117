import {
  dataExtensions,
  noteExtensions,
  secretExtensions,
  sourceExtensions,
  tableExtensions,
  valueExtensions,
} from './names/extensions';
import { exactNames, plainNames, sourceWithSecrets } from './names/files';
import { programFolders, secretFolders, secretFoldersOfData, secretPaths, wordFolders } from './names/folders';
import { folded, folderSpellings, latinized, spellings } from './names/spellings';
import {
  aboutWords,
  aloneWords,
  companionWords,
  keyWords,
  notAlone,
  openPairs,
  partWords,
  secretWords,
  tokenWords,
} from './names/words';

/** Characters of a name that a file system takes. */
const longestNameChars = 255;

/** Paths asked about before: each key asks about the same one. All are forgotten when there are more. */
const maxKnownNames = 500;
const knownNames = new Map<string, boolean>();

/**
 * Whether a file probably holds secrets, judged by its path alone: the contents of such a file are never sent. Takes
 * `/` and `\` between folders, any letter case, and letters that look like Latin ones. Source code never counts, also
 * under such a name. Templates without secrets do not count either.
 */
export function isSecretPath(path: string): boolean {
  const known = knownNames.get(path);
  if (known !== undefined) return known;
  if (knownNames.size >= maxKnownNames) knownNames.clear();
  const plain = folded(path);
  const isSecret =
    looksSecret(plain) || (latinized(plain.toLowerCase()) !== plain.toLowerCase() && looksSecret(latinized(plain)));
  knownNames.set(path, isSecret);
  return isSecret;
}

function looksSecret(path: string): boolean {
  const written = path.split(/[\\/]+/);
  const name = (written.pop() ?? '').slice(-longestNameChars);
  const folders = written.map((folder) => folder.toLowerCase());
  const places = folders.flatMap(folderSpellings);
  const place = `/${folders.map((folder) => folderSpellings(folder).at(-1) ?? '').join('/')}/`;
  const candidates = spellings(name.toLowerCase());
  if (candidates.some(isTemplate)) return false;
  if (candidates.some((each) => sourceWithSecrets.test(each))) return true;
  if (places.some((folder) => secretFolders.has(folder))) return true;
  if (candidates.some((each) => secretPaths.test(place + each))) return true;
  if (candidates.some((each) => sourceExtensions.has(extensionOf(each)))) return candidates.some(isDotenv);
  const isWord = folders.some((folder) => wordFolders.has(folder));
  const inPieces = isWord ? [] : [...new Set([...spellings(inWords(name)), ...candidates])];
  const isOther = isProgram(name, folders) || inPieces.some((each) => notAlone.test(each));
  if (!isOther && inPieces.some(isNamedAlone)) return true;
  if (candidates.some((each) => isSecretName(each, isWord))) return true;
  if (inPieces.some((each) => isData(each) && holdsSecretWords(each))) return true;
  return places.some((folder) => secretFoldersOfData.has(folder)) && candidates.some(isData);
}

function isTemplate(name: string): boolean {
  const suffixed = /.[._-](?:example|sample|template|dist|tmpl|tpl|defaults?|schema|skeleton|j2|erb)(?:\.[a-z0-9]+)?$/;
  return name.endsWith('.pub') || suffixed.test(name) || /^(?:example|sample|template)\.[a-z0-9]+$/.test(name);
}

/** Variables in a form of their own: `.env.ts` holds values, `env.d.ts` and `environment.ts` are code. */
function isDotenv(name: string): boolean {
  return /^(?:\.|(?:private_)?dot_)env(?:[._-].*|\d+)?$/.test(name) && !name.endsWith('.d.ts');
}

function isSecretName(name: string, isWord: boolean): boolean {
  if (isDotenv(name) || exactNames.test(name)) return true;
  const extension = extensionOf(name);
  if (secretExtensions.test(extension)) return true;
  if (!isWord && plainNames.test(name)) return true;
  // After such a well-known file name, any suffix is a name for one of several files.
  for (const { index } of name.matchAll(/[-_ ][^-_ .](?=[^.]*$)/g))
    if (exactNames.test(name.slice(0, index))) return true;
  return false;
}

/** `accessKeys` as `access-keys`, in lower case. */
function inWords(name: string): string {
  return name
    .replace(/([a-z\d])([A-Z])/g, '$1-$2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1-$2')
    .toLowerCase();
}

/** A file of values: no source code, no document. */
function isData(name: string): boolean {
  const extension = extensionOf(name);
  return extension === '' || dataExtensions.has(plainExtension(extension));
}

/** YAML that is run or served, and holds no settings of its own. */
function isProgram(name: string, folders: readonly string[]): boolean {
  if (!/\.ya?ml(?![a-z])/i.test(name)) return false;
  return (
    folders.some((folder) => programFolders.has(folder)) ||
    wordsIn(name.toLowerCase()).some((word) => partWords.has(word))
  );
}

/** Whether a name consists of words for files with a login, and of no others. */
function isNamedAlone(name: string): boolean {
  const extension = plainExtension(extensionOf(name));
  const alone = valueExtensions.has(extension)
    ? aloneWords.values
    : noteExtensions.has(extension)
      ? aloneWords.notes
      : tableExtensions.has(extension)
        ? aloneWords.tables
        : undefined;
  const words = wordsIn(name);
  return (
    alone !== undefined &&
    words.some((word) => alone.has(word)) &&
    words.every((word) => alone.has(word) || aloneWords.values.has(word) || isBeside(word))
  );
}

function isBeside(word: string): boolean {
  return companionWords.has(word) || /^v?\d+$/.test(word);
}

function holdsSecretWords(name: string): boolean {
  const words = wordsIn(name);
  const last = words.findLastIndex((word, at) => isSecretWord(word, words[at - 1] ?? '', words[at + 1] ?? ''));
  return (
    last >= 0 &&
    !words.slice(last + 1).some((word) => aboutWords.has(word)) &&
    !openPairs.test(`${words[last - 1] ?? ''}+${words[last] ?? ''}`)
  );
}

function isSecretWord(word: string, before: string, after: string): boolean {
  if (word === 'token' && tokenWords.has(after)) return false;
  return secretWords.test(word) || keyWords.test(`${before}+${word}`) || keyWords.test(word);
}

function wordsIn(name: string): readonly string[] {
  const stem = isDotfileOnly(name) ? name.slice(1) : name.replace(/\.[^.]*$/, '') || name;
  return stem.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
}

function isDotfileOnly(name: string): boolean {
  return name.startsWith('.') && !name.slice(1).includes('.');
}

/** In lower case, without the dot; empty where there is none, also in `.npmrc`. */
function extensionOf(name: string): string {
  const at = name.lastIndexOf('.');
  return at <= 0 ? '' : name.slice(at + 1);
}

/** Without the mark of a copy after it: `json-old`. */
function plainExtension(extension: string): string {
  return extension.replace(/[-_ ].*$/, '');
}
