import assert from 'node:assert/strict';
import { isSecretPath } from '../../../src/privacy/secretNames';
import { openNames, secretNames } from './secretNameCases';

const secret = Object.values(secretNames).flat();
const open = Object.values(openNames).flat();

/** A copy or backup of a file, as people, editors and systems name them. */
const copies: readonly ((name: string, stem: string, extension: string) => string)[] = [
  (name) => `${name}~`,
  (name) => `${name}.bak`,
  (name) => `${name}.old`,
  (name) => `${name}.orig`,
  (name) => `${name}.swp`,
  (name) => `${name}.backup`,
  (name) => `${name}.1699.backup`,
  (name) => `${name}.save`,
  (name) => `${name}.tmp`,
  (name) => `${name}.1`,
  (name) => `${name}.2024-05-01`,
  (name) => `${name}.~1~`,
  (name) => `${name}.gz`,
  (name) => `${name}.local`,
  (name) => `${name} copy`,
  (name) => `${name}_work`,
  (name) => `${name}-prod`,
  (name) => `${name}_bak`,
  (name) => `.${name.replace(/^\./, '')}.swp`,
  (name) => `#${name}#`,
  (name) => `.#${name}`,
  (name) => `Copy of ${name}`,
  (_, stem, extension) => `${stem} copy${extension}`,
  (_, stem, extension) => `${stem} copy 2${extension}`,
  (_, stem, extension) => `${stem} - Copy${extension}`,
  (_, stem, extension) => `${stem} (1)${extension}`,
  (_, stem, extension) => `${stem}-prod${extension}`,
  (_, stem, extension) => `${stem}_work${extension}`,
  (_, stem, extension) => `${stem}.bak${extension}`,
  (_, stem, extension) => `${stem}_old${extension}`,
];

function copiesOf(path: string): readonly string[] {
  const at = Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1;
  const name = path.slice(at);
  const dot = name.lastIndexOf('.');
  const cut = dot > 0 ? dot : name.length;
  return copies.map((copy) => path.slice(0, at) + copy(name, name.slice(0, cut), name.slice(cut)));
}

const refused = (names: readonly string[]): readonly string[] => names.filter(isSecretPath);
/** A vim swap file of `env.ts` has the name that a copy of `.env.ts` has, which is a secret. */
const isPlain = (name: string): boolean => !/^\.(?:env|history)\./.test(name);
const copiesOfOpen = open.flatMap(copiesOf).filter(isPlain);
const passed = (names: readonly string[]): readonly string[] => names.filter((name) => !isSecretPath(name));

describe('the names of files with secrets', () => {
  for (const [kind, names] of Object.entries(secretNames)) {
    it(`are those of ${kind}`, () => assert.deepEqual(passed(names), []));
  }

  for (const [kind, names] of Object.entries(openNames)) {
    it(`are not those of ${kind}`, () => assert.deepEqual(refused(names), []));
  }

  it('are more than two hundred and fifty, none of them twice, with as many others beside them', () => {
    assert.equal(new Set([...secret, ...open]).size, secret.length + open.length);
    assert.ok(secret.length >= 250, String(secret.length));
    assert.ok(open.length >= 150, String(open.length));
  });

  it('are those of their copies and backups too, and not those of other files', () => {
    const copied = secret.flatMap(copiesOf);
    const missed = passed(copied);
    const wrong = [...refused(open), ...refused(copiesOfOpen)];
    const all = secret.length + copied.length;
    const found = all - passed(secret).length - missed.length;
    console.log(
      `      ${secret.length} names of secrets with ${copied.length} copies, ${open.length} others with ${copiesOfOpen.length}: ` +
        `precision ${(found / (found + wrong.length)).toFixed(4)}, recall ${(found / all).toFixed(4)}`,
    );
    assert.deepEqual(missed, []);
    assert.deepEqual(wrong, []);
  });

  it('are the same in any letter case, in any folder and with either separator', () => {
    const changes: readonly ((name: string) => string)[] = [
      (name) => name.toUpperCase(),
      (name) => name.replace(/(^|[\\/.])([a-z])/g, (_, before: string, first: string) => before + first.toUpperCase()),
      (name) => `some/deep folder/${name}`,
      (name) => `C:\\Users\\me\\${name.replaceAll('/', '\\')}`,
      (name) => `\\\\server\\share\\${name.replaceAll('/', '\\')}`,
    ];
    for (const change of changes) assert.deepEqual(passed(secret.map(change)), [], change.toString());
    for (const change of changes.slice(2)) assert.deepEqual(refused(open.map(change)), [], change.toString());
  });

  it('are not those of templates, and of public keys', () => {
    const names = [
      '.env',
      'secrets.yaml',
      '.npmrc',
      'terraform.tfvars',
      'credentials.json',
      'wp-config.php',
      'auth.json',
    ];
    for (const template of ['example', 'sample', 'template', 'dist']) {
      assert.deepEqual(refused(names.map((name) => `${name}.${template}`)), []);
      assert.deepEqual(refused(names.map((name) => `config/${name}.${template}.bak`)), []);
      const inside = names
        .map((name) => name.replace(/(\.[^.]+)$/, `.${template}$1`))
        .filter((name) => !/^\./.test(name));
      assert.deepEqual(refused(inside), []);
    }
    assert.deepEqual(
      refused(['.env-example', '.env_sample', 'example.env', 'id_rsa.pub', 'id_work.pub', '.ssh/id_rsa.pub']),
      [],
    );
  });
});
