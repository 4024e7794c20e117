import assert from 'node:assert/strict';
import { mask, withoutSecrets } from '../../../../src/engine/privacy/secretText';
import { base64, hex, lower, random, upper } from './fakeKeys';

/** The secret part of each form, by its kind. */
const forms: Readonly<Record<string, string>> = {
  'AWS access key': `AKIA${upper(16)}`,
  'AWS temporary key': `ASIA${upper(16)}`,
  'GitHub personal token': `ghp_${random(36)}`,
  'GitHub app token': `ghs_${random(36)}`,
  'GitHub fine-grained token': `github_pat_${random(22)}_${random(59)}`,
  'GitLab token': `glpat-${random(20)}`,
  'Slack bot token': `xoxb-${hex(12)}-${hex(12)}-${random(24)}`,
  'Slack user token': `xoxp-${hex(12)}-${random(24)}`,
  'OpenAI key': `sk-${random(48)}`,
  'OpenAI project key': `sk-proj-${random(48)}`,
  'Anthropic key': `sk-ant-api03-${random(90)}`,
  'OpenRouter key': `sk-or-v1-${hex(64)}`,
  'Google key': `AIza${random(35)}`,
  'Google client secret': `GOCSPX-${random(28)}`,
  'Google access token': `ya29.${random(60)}`,
  'Stripe key': `sk_live_${random(24)}`,
  'Stripe restricted key': `rk_live_${random(24)}`,
  'Stripe webhook secret': `whsec_${random(32)}`,
  'npm token': `npm_${random(36)}`,
  'PyPI token': `pypi-AgEIcHlwaS5vcmc${random(60)}`,
  'Hugging Face token': `hf_${random(34)}`,
  'Groq key': `gsk_${random(52)}`,
  'xAI key': `xai-${random(80)}`,
  'Replicate token': `r8_${random(37)}`,
  'JSON web token': `eyJ${random(20)}.eyJ${random(40)}.${random(43)}`,
  'Azure client secret': `${random(3)}8Q~${random(34)}`,
  'DigitalOcean token': `dop_v1_${hex(64)}`,
  'Databricks token': `dapi${hex(32)}`,
  'Vault token': `hvs.${random(90)}`,
  'Terraform Cloud token': `${random(14)}.atlasv1.${random(67)}`,
  'SendGrid key': `SG.${random(22)}.${random(43)}`,
  'Mailgun key': `key-${hex(32)}`,
  'Shopify token': `shpat_${hex(32)}`,
  'Twilio key': `SK${hex(32)}`,
  'Telegram bot token': `123456789:AA${random(33)}`,
  'Linear key': `lin_api_${random(40)}`,
  'Notion token': `ntn_${random(46)}`,
  'Figma token': `figd_${random(40)}`,
  'Grafana token': `glsa_${random(32)}_${hex(8)}`,
  'Sentry token': `sntrys_${random(80)}`,
  'Docker token': `dckr_pat_${random(27)}`,
  'Atlassian token': `ATATT3${random(180)}`,
  'Supabase token': `sbp_${hex(40)}`,
  'Alibaba key': `LTAI${random(20)}`,
  'age key': `AGE-SECRET-KEY-1${upper(58)}`,
};

const settings: readonly (readonly [what: string, line: string, secret: string])[] = [
  ['an AWS secret key', `aws_secret_access_key = ${base64(40)}`, base64(40)],
  ['an AWS secret key in code', `  awsSecretAccessKey: '${base64(40)}',`, base64(40)],
  ['a key and its secret on one line', `AKIA${upper(16)},${base64(40)}`, base64(40)],
  ['an address with a password', 'url = "postgres://app:correct-horse@db.internal:5432/app"', 'correct-horse'],
  ['an address with a token for a user', `git clone https://me:${lower(20)}@example.com/x.git`, lower(20)],
  ['a Redis address without a user', 'REDIS=redis://:s3cretpass@cache:6379/0', 's3cretpass'],
  ['a connection string', 'var c = "Server=db;Database=x;User Id=sa;Password=Hunter2!pass;"', 'Hunter2!pass'],
  [
    'a storage connection string',
    `DefaultEndpointsProtocol=https;AccountName=a;AccountKey=${base64(86)}==;`,
    base64(86),
  ],
  ['a service bus connection string', `Endpoint=sb://x/;SharedAccessKey=${base64(43)}=`, base64(43)],
  ['a shared access signature', `https://a.blob.core.windows.net/c?sv=2022&sig=${base64(43)}%3D`, base64(43)],
  ['a registry token', `//registry.example.com/:_authToken=${lower(36)}`, lower(36)],
  ['a bearer token', `Authorization: Bearer ${random(40)}`, random(40)],
  ['basic authorization', `headers = {"Authorization": "Basic ${random(32)}=="}`, random(32)],
  ['a Slack webhook', `https://hooks.slack.com/services/T${upper(8)}/B${upper(8)}/${random(24)}`, random(24)],
  ['a random value by a telling name', `const apiKey = '${hex(32)}';`, hex(32)],
  ['a random value in JSON', `"client_secret": "${random(32)}",`, random(32)],
  ['a random value in YAML', `auth_token: ${lower(32)}`, lower(32)],
  ['a password of the environment', 'POSTGRES_PASSWORD: correct9horse', 'correct9horse'],
  ['a password that is exported', 'export DB_PASSWORD="correct9horse"', 'correct9horse'],
];

const block = (label: string, lines = 5): string =>
  [
    `-----BEGIN ${label}-----`,
    ...Array.from({ length: lines }, (_, index) => base64(64 + 0 * index)),
    `${base64(22)}==`,
    `-----END ${label}-----`,
  ].join('\n');

describe('withoutSecrets', () => {
  for (const [kind, secret] of Object.entries(forms)) {
    it(`masks a key of the form: ${kind}`, () => {
      for (const line of [
        secret,
        `const a = "${secret}";`,
        `x: '${secret}', y: 1`,
        `curl -H "k: ${secret}"`,
        `// ${secret}`,
      ]) {
        const { text, kinds } = withoutSecrets(`before();\n${line}\nafter();`);
        assert.ok(!text.includes(secret) && !text.includes(secret.slice(-12)), text);
        assert.ok(kinds.length > 0);
        assert.deepEqual([text.split('\n')[0], text.split('\n')[2]], ['before();', 'after();']);
      }
    });
  }

  for (const [what, line, secret] of settings) {
    it(`masks ${what}`, () => {
      const { text } = withoutSecrets(line);
      assert.ok(!text.includes(secret), text);
      assert.ok(text.includes(mask));
    });
  }

  for (const label of [
    'RSA PRIVATE KEY',
    'PRIVATE KEY',
    'EC PRIVATE KEY',
    'ENCRYPTED PRIVATE KEY',
    'OPENSSH PRIVATE KEY',
    'PGP PRIVATE KEY BLOCK',
  ]) {
    it(`masks a block of ${label}, line by line`, () => {
      const { text, kinds } = withoutSecrets(`a();\n${block(label)}\nb();`);
      assert.equal(text, `a();\n${Array.from({ length: 8 }, () => mask).join('\n')}\nb();`);
      assert.deepEqual(kinds, ['a private key']);
    });
  }

  it('masks a block whose beginning, or end, or both were cut off', () => {
    const lines = block('RSA PRIVATE KEY').split('\n');
    for (const [first, end] of [
      [2, 8],
      [0, 4],
      [2, 5],
    ] as const) {
      const { text } = withoutSecrets(lines.slice(first, end).join('\n'));
      assert.ok(!/[A-Za-z0-9]{8}/.test(text), text);
    }
  });

  it('masks a block in a string, on one line or on several', () => {
    const inOne = `"private_key": "${block('PRIVATE KEY').replaceAll('\n', '\\n')}\\n",`;
    const inMany = block('PRIVATE KEY')
      .split('\n')
      .map((line) => `  '${line}\\n' +`)
      .join('\n');
    for (const text of [inOne, inMany]) assert.ok(!withoutSecrets(text).text.includes(base64(64).slice(0, 12)));
  });

  it('leaves the marks of keys in code that reads them', () => {
    const code = [
      'const begins = "-----BEGIN PRIVATE KEY-----";',
      'if (text.startsWith(begins)) {',
      '  return parse(text);',
      '}',
    ].join('\n');
    assert.deepEqual(withoutSecrets(code), { text: code, kinds: [] });
  });

  const ordinary = [
    'const apiKey = process.env.OPENAI_API_KEY ?? settings.get("apiKey");',
    'password = getpass.getpass("Password: ")',
    'const token = await tokenizer.next();',
    'export const secretNames = /^(secrets?|credentials?)$/;',
    'url = "postgres://user:password@localhost/db"',
    'url = f"postgres://{user}:{password}@{host}/{name}"',
    'DATABASE_URL=postgres://${DB_USER}:${DB_PASSWORD}@db/app',
    'postgresql://<user>:<password>@<host>:5432/<database>',
    'API_KEY=your-api-key-here',
    'POSTGRES_PASSWORD: ${POSTGRES_PASSWORD}',
    'integrity sha512-' + base64(86) + '==',
    '"resolved": "https://registry.example.org/left-pad/-/left-pad-1.3.0.tgz",',
    `const commit = '${hex(40)}';`,
    `id: '01890a5d-ac96-774b-bcce-b302099a8057'`,
    'class="sk-folding-cube sk-spinner-three-bounce-animation-element"',
    'import { createSecretKey, KeyObject } from "node:crypto";',
    'private_key: ed25519.Ed25519PrivateKey, f_priv: FragList',
    'const MAX_TOKENS = 128_000; const tokenBudget = 4096;',
    'http://localhost:8080/api/v1/users?page=2&per_page=50',
    'see https://docs.example.com:443/guide@v2/index.html',
    'this.password = user.password; auth.token = session.accessToken;',
    'it("masks sk-... and ghp_... keys", () => {});',
    'SECRET_KEY = os.environ["DJANGO_SECRET_KEY"]',
  ];
  for (const line of ordinary) {
    it(`leaves as it is: ${line.slice(0, 70)}`, () =>
      assert.deepEqual(withoutSecrets(line), { text: line, kinds: [] }));
  }

  it('names each kind once', () => {
    const key = `AKIA${upper(16)}`;
    assert.deepEqual(withoutSecrets(`${key}\n${key}`).kinds, ['an AWS access key']);
  });

  it('takes time that grows with the text, whatever is in it', () => {
    const shapes = [
      'a'.repeat(64),
      'A1'.repeat(32),
      'token=',
      'aws ',
      'https://a:',
      'eyJ'.repeat(20),
      '-----BEGIN ',
      'password=x;',
      ' '.repeat(64),
      'key_',
    ];
    for (const shape of shapes) {
      const long = shape.repeat(Math.ceil(200_000 / shape.length));
      const started = process.cpuUsage().user;
      withoutSecrets(long);
      withoutSecrets(long.replace(/(.{500})/g, '$1\n'));
      const ms = (process.cpuUsage().user - started) / 1_000;
      assert.ok(ms < 500, `${shape.slice(0, 12)}: ${ms} ms`);
    }
  });
});
