import {
  benignWords,
  dataExtensions,
  environmentWords,
  exactNames,
  keyWords,
  plainNames,
  secretExtensions,
  secretFolders,
  secretFoldersOfData,
  secretPaths,
  secretWords,
  sourceExtensions,
  sourceWithSecrets,
  translationFolders,
} from './secretNameTables';

/** Names that were judged before: one path is asked about with each key. All are forgotten when there are more. */
const capacity = 500;
const judged = new Map<string, boolean>();

/**
 * Whether a file probably holds secrets, judged by its path alone: its contents are sent to no one. Takes `/` and `\`
 * between folders, and any letter case. Source code is never meant, whatever its name; templates without secrets neither.
 */
export function isSecretPath(path: string): boolean {
  const known = judged.get(path);
  if (known !== undefined) return known;
  if (judged.size >= capacity) judged.clear();
  const isSecret = judge(path);
  judged.set(path, isSecret);
  return isSecret;
}

function judge(path: string): boolean {
  const written = path.normalize('NFKC').split(/[\\/]+/);
  const name = written.pop() ?? '';
  const folders = written.map((folder) => folder.toLowerCase());
  const place = `/${folders.join('/')}/`;
  const candidates = spellings(name.toLowerCase());
  if (candidates.some(isTemplate)) return false;
  if (candidates.some((each) => sourceWithSecrets.test(each))) return true;
  if (folders.some((folder) => secretFolders.has(folder))) return true;
  if (candidates.some((each) => secretPaths.test(place + each))) return true;
  if (candidates.some((each) => sourceExtensions.has(extensionOf(each)))) return candidates.some(isDotenv);
  const isTranslation = folders.some((folder) => translationFolders.has(folder));
  if (candidates.some((each) => isSecretName(each, isTranslation))) return true;
  if (!isTranslation && spellings(inWords(name)).some((each) => isData(each) && holdsSecretWords(each))) return true;
  return folders.some((folder) => secretFoldersOfData.has(folder)) && candidates.some(isData);
}

/** The name itself, and what it was before somebody made a copy or a backup of it. */
function spellings(name: string): readonly string[] {
  const found = new Set<string>();
  const queue = [name.replace(/::?\$data$/, '').replace(/[. ]+$/, '')];
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    if (next === '' || found.has(next) || found.size >= 24) continue;
    found.add(next);
    for (const [decoration, plain] of decorations) queue.push(next.replace(decoration, plain));
  }
  return [...found];
}

const backup =
  'bak|bk|bkp|backups?|old|orig|original|save|saved|sav|prev|previous|copy|swp|swo|swn|tmp|temp|rej|new|disabled|off|unused|dpkg-(?:old|dist|new)|rpm(?:save|new|orig)|pacnew|ucf-old';
const packed = 'gz|zip|tgz|tar|bz2|xz|7z|zst|rar|enc|encrypted|dec|decrypted|plain|part|download|crdownload';

/** What editors, systems and people put around a name. */
const decorations: readonly (readonly [RegExp, string])[] = [
  [/~$/, ''],
  [/\.~\d+~?$/, ''],
  [new RegExp(`(?: - |[.\\-_ ])(?:${backup})(?: ?\\(?\\d+\\)?|[-_]?\\d*)$`), ''],
  [new RegExp(`\\.(?:${packed})$`), ''],
  [/[.\-_](?:v?\d[\d.\-_t:z]*)$/, ''],
  [/\.txt$/, ''],
  [/^\.(.+)\.sw[a-p]$/, '$1'],
  [/^(?:\.?#|\.~lock\.|\.~|~\$)(.+?)#?$/, '$1'],
  [/^(?:copy|backup|old)(?: of |[ _-])(?=.)/, ''],
  [new RegExp(`(?: - |[.\\-_ ])(?:${backup})(?: ?\\(?\\d+\\)?)?(?=\\.[^.]+$)`), ''],
  [/ ?\(\d+\)(?=\.[^.]*$|$)/, ''],
  // One of several, by whose or what it is for: `id_rsa_work`, `.npmrc-prod`, `.pgpass.local`.
  [new RegExp(`[.\\-_ ](?:${environmentWords})\\d*$`), ''],
  [new RegExp(`[.\\-_ ](?:${environmentWords})\\d*(?=\\.[^.]+$)`), ''],
];

function isTemplate(name: string): boolean {
  const suffixed = /.[._-](?:example|sample|template|dist|tmpl|tpl|defaults?|schema|skeleton|j2|erb)(?:\.[a-z0-9]+)?$/;
  return name.endsWith('.pub') || suffixed.test(name) || /^(?:example|sample|template)\.[a-z0-9]+$/.test(name);
}

/** Variables in a form of their own: `.env.ts` holds values, `env.d.ts` and `environment.ts` are code. */
function isDotenv(name: string): boolean {
  return /^\.env(?:[._-].*|\d+)?$/.test(name) && !name.endsWith('.d.ts');
}

function isSecretName(name: string, isTranslation: boolean): boolean {
  if (isDotenv(name) || exactNames.test(name)) return true;
  const extension = extensionOf(name);
  if (secretExtensions.test(extension)) return true;
  if (!isTranslation && plainNames.test(name)) return true;
  // Behind the name of a file that is known so well, whatever follows is a name for one of several.
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
  return extension === '' || dataExtensions.has(extension.replace(/[-_ ].*$/, ''));
}

function holdsSecretWords(name: string): boolean {
  const stem = isDotfileOnly(name) ? name.slice(1) : name.replace(/\.[^.]*$/, '') || name;
  const words = stem.split(/[^a-z0-9]+/).filter((word) => word !== '');
  if (words.some((word) => benignWords.has(word))) return false;
  if (words.some((word) => secretWords.test(word))) return true;
  return words.some((word, index) => keyWords.test(`${words[index - 1] ?? ''}+${word}`) || keyWords.test(word));
}

function isDotfileOnly(name: string): boolean {
  return name.startsWith('.') && !name.slice(1).includes('.');
}

/** In lower case, without the dot; empty where there is none, also in `.npmrc`. */
function extensionOf(name: string): string {
  const at = name.lastIndexOf('.');
  return at <= 0 ? '' : name.slice(at + 1);
}
