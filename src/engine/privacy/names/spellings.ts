import { anyOf } from './list';
import { environmentWords } from './words';

/** A name as it is compared: without invisible characters, without marks on letters, and in one width. */
export function folded(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/[\p{Default_Ignorable_Code_Point}\p{Cc}\p{Cf}\p{M}]/gu, '')
    .normalize('NFC')
    .replace(/\s/gu, ' ');
}

/** The same in Latin letters, of those that look like them; itself where it has none. */
export function latinized(name: string): string {
  return name.replace(
    /[\u0370-\u03ff\u0400-\u04ff\u0500-\u052f\u0131\u0261]/g,
    (letter) => looks.get(letter.toLowerCase()) ?? letter,
  );
}

const looks: ReadonlyMap<string, string> = new Map(
  [
    ['аᴀαа', 'a'],
    ['еєҽεё', 'e'],
    ['оοσӧ', 'o'],
    ['рρ', 'p'],
    ['сϲ', 'c'],
    ['уγү', 'y'],
    ['хχ', 'x'],
    ['іιıї', 'i'],
    ['ѕ', 's'],
    ['јϳ', 'j'],
    ['кκ', 'k'],
    ['ԁ', 'd'],
    ['ԛ', 'q'],
    ['ѡԝω', 'w'],
    ['һ', 'h'],
    ['νѵ', 'v'],
    ['тτ', 't'],
    ['пη', 'n'],
    ['мμ', 'm'],
    ['в', 'b'],
    ['гӷ', 'r'],
    ['ɡ', 'g'],
    ['υ', 'u'],
    ['ӏ', 'l'],
  ].flatMap(([letters = '', latin = '']) => Array.from(letters, (letter): [string, string] => [letter, latin])),
);

/** The name itself, and the original name if the file is a copy or a backup. */
export function spellings(name: string): readonly string[] {
  const found = new Set<string>();
  const queue = [name.replace(/[. ]+$/, '')];
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    if (next === '' || found.has(next) || found.size >= maxSpellings) continue;
    found.add(next);
    for (const [decoration, plain] of decorations) queue.push(next.replace(decoration, plain));
  }
  return [...found];
}

/**
 * The name of a folder, and the original name if the folder is a copy or has another spelling in a store of settings.
 */
export function folderSpellings(folder: string): readonly string[] {
  const plain = folder.replace(/[. ]+$/, '');
  const uncopied = plain.replace(copiedFolder, '');
  return [...new Set([plain, uncopied, uncopied.replace(/^(?:private_)?(?:dot_|_)/, '.')])];
}

const maxSpellings = 24;

const backup = anyOf(String.raw`
  bak bk bkp backups? old orig original save saved sav prev previous copy swp swo swn tmp temp rej new disabled off unused
  dpkg-(?:old|dist|new) rpm(?:save|new|orig) pacnew ucf-old
`);
const packed = anyOf('gz zip tgz tar bz2 xz 7z zst rar enc encrypted dec decrypted plain part download crdownload');

const copiedFolder = new RegExp(`[.\\-_ ]+${backup}(?: ?\\(?\\d+\\)?|[-_]?\\d*)$|~$| ?\\(\\d+\\)$`);

/** Marks that editors, systems and people put around a name. */
const decorations: readonly (readonly [RegExp, string])[] = [
  [/~$/, ''],
  [/~\d+(?=\.[^.]*$|$)/, ''],
  [/\.~\d+~?$/, ''],
  // A second stream of the file, on Windows.
  [/:[^:/]*(?::\$data)?$/, ''],
  [/%[0-9a-f]{2}/g, ''],
  [/^%2e/, '.'],
  [/%2e(?=[^%]*$)/, '.'],
  [new RegExp(`(?: - |[.\\-_ ])${backup}(?: ?\\(?\\d+\\)?|[-_]?\\d*)$`), ''],
  [new RegExp(`\\.${packed}$`), ''],
  [/[.\-_](?:v?\d[\d.\-_t:z]*)$/, ''],
  [/\.txt$/, ''],
  [/^\.(.+)\.sw[a-p]$/, '$1'],
  [/^(?:\.?#|\.~lock\.|\.~|~\$)(.+?)#?$/, '$1'],
  [/^(?:copy|backup|old)(?: of |[ _-])(?=.)/, ''],
  [new RegExp(`(?: - |[.\\-_ ])${backup}(?: ?\\(?\\d+\\)?)?(?=\\.[^.]+$)`), ''],
  [/ ?\((?:\d+|(?:copy|backup|old|new)(?: \d+)?)\)(?=\.[^.]*$|$)/, ''],
  // One of several files, named after its owner or its purpose: `id_rsa_work`, `.npmrc-prod`, `.pgpass.local`.
  [new RegExp(`[.\\-_ ](?:${environmentWords})\\d*$`), ''],
  [new RegExp(`[.\\-_ ](?:${environmentWords})\\d*(?=\\.[^.]+$)`), ''],
];
