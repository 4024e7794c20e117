import assert from 'node:assert/strict';
import { isSecretPath } from '../../../../../src/engine/privacy/secretNames';
import { names } from './nameTable';
import { openNames } from './openNameCases';
import { secretNames } from './secretNameCases';

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
const isPlain = (name: string): boolean => !/(?:^|\/)\.(?:env|history)\.|^\.\w*_history\./.test(name);
const copiesOfOpen = open
  .flatMap((name, at) => copiesOf(name).filter((_, which) => which % 15 === at % 15))
  .filter(isPlain);
const passed = (names: readonly string[]): readonly string[] => names.filter((name) => !isSecretPath(name));

describe('isSecretPath: names of files with secrets', () => {
  for (const [kind, names] of Object.entries(secretNames)) {
    it(`are those of ${kind}`, () => assert.deepEqual(passed(names), []));
  }

  for (const [kind, names] of Object.entries(openNames)) {
    it(`are not those of ${kind}`, () => assert.deepEqual(refused(names), []));
  }

  it('are more than a thousand, none of them twice, with half as many others in the tables', () => {
    assert.equal(new Set([...secret, ...open]).size, secret.length + open.length);
    assert.ok(secret.length >= 1_000, String(secret.length));
    assert.ok(open.length >= 500, String(open.length));
  });

  it('are those of their copies and backups too, and not those of other files', function () {
    this.timeout(20_000);
    // Each name with two of the copies, and each copy of a hundred names.
    const copied = secret.flatMap((name, at) => copiesOf(name).filter((_, which) => which % 15 === at % 15));
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

  it('are the same in any letter case, in any folder and with either separator', function () {
    this.timeout(20_000);
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

  it('are the same to the file system where they look the same, or have what it leaves out', () => {
    const spellings = [
      ...[
        '．env',
        '.ｅｎｖ',
        'ｓｅｃｒｅｔｓ.json',
        'secrets．json',
        'ｉｄ＿ｒｓａ',
        '.ＳＳＨ/config',
        '.ſsh/config',
        '.\u212aube/config',
      ],
      ...['.еnv', 'sеcrets.json', 'credentіals.json', 'іd_rsa', 'pаsswords.txt', 'ѕесrеtѕ.json', 'ΟAuth.json'],
      ...[
        '.env\u200b',
        'se\u00adcrets.json',
        '.e\u200dnv',
        'sec\u2060rets.yaml',
        '.env\ufe0f',
        '\ufeff.env',
        '.env\u{e0041}',
      ],
      ...[
        '.env.',
        '.env..',
        '.env ',
        '.env . .',
        'id_rsa.',
        'secrets.json  ',
        '.env\t',
        '.env\u00a0',
        '.env\u2028',
        '.ssh./config',
      ],
      ...[
        '.ssh /config',
        '.env::$DATA',
        '.env:stream',
        '.env:Zone.Identifier',
        '%2Eenv',
        '.env%20',
        'secrets%2Ejson',
        'ENV~1',
      ],
      ...['ID_RSA~1', '.ssh.bak/config', '.ssh_backup/id', '.aws.old/credentials', '.ssh (1)/config', 'dot_ssh/config'],
      ...['private_dot_ssh/config', 'dot_env', 'dot_netrc', 'private_dot_npmrc', '_ssh/config', 'passwo\u0301rds.txt'],
      ...[
        'C:\\Users\\Me\\.AWS\\Config',
        '\\\\?\\C:\\Users\\me\\.ssh\\config',
        'пароли.txt',
        'パスワード.txt',
        '密码.txt',
        'Passwörter.xlsx',
      ],
    ];
    assert.deepEqual(passed(spellings), []);
    assert.deepEqual(refused(['ключи.ts', 'конфиг.json', '設定.json', 'école.txt', 'naïve.json', 'Ångström.csv']), []);
  });

  it('are not recognised by a word that only stands next to the name', () => {
    const secrets = names(`
      test-credentials.json, provider-credentials.json, ui-secrets.json, external-api-keys.json, common-secrets.yaml,
      docs-password.txt, doc_secrets.txt, form-credentials.json, role-token.txt, spec.secrets.yml, theme_api_key.txt,
      input-credentials.csv, types/secrets.json, provider.secret.yaml, my-redis-config.json, dbProd.yml, smtpSettings.json
    `);
    assert.deepEqual(passed(secrets), []);
  });

  it('take a time that grows with the name', () => {
    for (const shape of [
      'a-',
      'secret_',
      'a.',
      '(1)',
      ' copy',
      '.bak',
      '_prod',
      'id_',
      '%2e',
      '-auth',
      'sa-',
      '/',
      'key-',
    ]) {
      const started = process.cpuUsage().user;
      isSecretPath(shape.repeat(Math.ceil(4_000 / shape.length)));
      const ms = (process.cpuUsage().user - started) / 1_000;
      assert.ok(ms < 400, `${shape}: ${ms} ms`);
    }
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
