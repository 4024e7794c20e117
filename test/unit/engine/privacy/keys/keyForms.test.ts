import assert from 'node:assert/strict';
import { withoutSecrets } from '../../../../../src/engine/privacy/secretText';
import { base64, filled, hex, rows } from '../fakeKeys';
import { namedKeyCases } from './namedKeyCases';
import { tokenCases } from './tokenCases';

/** Whether the secret, or the end of it, is still to be seen. */
function shows(text: string, secret: string): boolean {
  return text.includes(secret) || (secret.length > 16 && text.includes(secret.slice(-10)));
}

describe('keyForms: a key', () => {
  for (const [vendor, pattern] of rows(tokenCases)) {
    it(`is masked by its form: ${vendor}`, () => {
      const token = filled(pattern);
      for (const line of [
        token,
        `const a = "${token}";`,
        `x: '${token}', y`,
        `KEY=${token}`,
        `# ${token} old`,
        `  - ${token}\r`,
      ]) {
        const { text, kinds } = withoutSecrets(`before();\n${line}\nafter();`);
        assert.ok(!shows(text, token), text);
        assert.ok(kinds.length > 0);
        assert.deepEqual([text.split('\n')[0], text.split('\n')[2]], ['before();', 'after();']);
      }
    });
  }

  for (const [what, pattern] of rows(namedKeyCases)) {
    it(`is masked by the name next to it: ${what}`, () => {
      const marked = filled(pattern);
      const secrets = [...marked.matchAll(/§([^§]+)§/g)].map(([, secret = '']) => secret);
      assert.ok(secrets.length > 0);
      const { text } = withoutSecrets(`before();\n${marked.replaceAll('§', '')}\nafter();`);
      for (const secret of secrets) assert.ok(!shows(text, secret), text);
      assert.ok(text.startsWith('before();\n') && text.endsWith('\nafter();'));
      assert.equal(text.split('\n').length, marked.split('\n').length + 2);
    });
  }

  it('has its place in more than three hundred and fifty cases', () => {
    assert.ok(rows(tokenCases).length + rows(namedKeyCases).length > 350);
  });
});

describe('keyForms: other text', () => {
  const uuid = filled('‹u›');
  const image = Array.from({ length: 12 }, () => base64(76));
  const ordinary: Readonly<Record<string, string>> = {
    'a placeholder':
      'API_KEY=YOUR_API_KEY\napi_key: "your-api-key-goes-here"\npassword = "changeme123"\nTOKEN="<token>"\nexport TOKEN=xxxxxxxxxxxxxxxxxxxx',
    'a reference to the environment':
      'apiKey: process.env.OPENAI_API_KEY,\npassword: os.environ["DB_PASSWORD_2"],\ntoken: ${{ secrets.GITHUB_TOKEN }}\npassword: {{ .Values.db.password1 }}\nkey = import.meta.env.VITE_API_KEY2',
    'a reference to a store of secrets':
      'password: "vault:secret/data/db#password1"\npassword = "op://vault/item/field1"\nsecret: "arn:aws:secretsmanager:us-east-1:123456789012:secret:db"',
    'a name or a path':
      'password: "reset-password-2"\npassword: "/run/secrets/db_password_1"\nconst passwordField = "password-input-1";\npass: "tests/pass1.txt"\npasswordLabel: "auth.login.password1"',
    'a rule':
      "password: 'required|min:8|max:64'\nconst PASSWORD_REGEX = '^(?=.*[0-9])[a-z]{8,}$';\npassword: z.string().min(8)\npasswordMinLength: 12",
    'a text for people':
      '"password": "Password (8 characters)"\npassword: "At least 8 characters"\n"token": "Token 1 of 2"',
    'a variable':
      'const password = hash2;\npassword=password1,\nuser(password=pw2, token=tok3)\nsecret: config.secret2,\npassword: string1 | null',
    'a UUID': `id: ${uuid}\nconst id = '${uuid}';\nkey: '${uuid}'\n"requestId": "${uuid}"`,
    'a hash of git': `commit ${hex(40)}\nuses: actions/checkout@${hex(40)}\nindex ${hex(10)}..${hex(9)} 100644`,
    'a digest of a lock file': `integrity sha512-${base64(86)}==\n"integrity": "sha256-${base64(43)}=",\nchecksum = "${hex(64)}"\nlodash@sha256:${hex(64)}\ngithub.com/a/b v1.2.3 h1:${base64(43)}=`,
    'a digest of an image': `image: nginx@sha256:${hex(64)}\nFROM node:20@sha256:${hex(64)}`,
    'an image in base64': `<img src="data:image/png;base64,iVBORw0KGgo${base64(400)}">\nurl(data:font/woff2;base64,d09GMgAB${base64(200)})`,
    'an image in base64 on lines': [`iVBORw0KGgo${base64(65)}`, ...image].join('\n'),
    'data in base64 on many lines': Array.from({ length: 80 }, () => base64(76)).join('\n'),
    'a certificate': [
      '-----BEGIN CERTIFICATE-----',
      ...image.map((line) => line.slice(0, 64)),
      '-----END CERTIFICATE-----',
    ].join('\n'),
    'a public key': `-----BEGIN PUBLIC KEY-----\n${base64(64)}\n${base64(64)}\n-----END PUBLIC KEY-----\nssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI${base64(43)} me@host`,
    'a version or a date':
      'version = "1.2.3-beta.20240501123456"\nkey: "2024-05-01T10:00:00.000Z"\ntoken_count: 1234567890123456',
    'a colour or a number': '--key-color: #a1b2c3d4;\nconst tokenLimit = 0x1234567890abcdef;\nkey: 1234567890123456789',
    'a name of CSS or of a test':
      'class="sk-fading-circle sk-circle12 sk-child"\n.sk-cube-grid-3d-2x2-animation {\nit("returns_404_for_v2_api_when_missing_token_1")',
    'a key of a cache or a map':
      'cacheKey: "users:v2:list:page1"\npublicKey = readFileSync("keys/public.pem")\nprimaryKey: "order_id_v2_2024_partition"',
    'an address with a port or a query':
      'http://localhost:8080/a?key=name&sort=asc\nhttps://example.com/?token=abc\nhttps://x.com/search?q=key1&page=2',
    'a command with a port':
      'mysql -h localhost -P 3306 -u root -p\nssh -p 2222 me@host\ndocker run -p 8080:80 nginx\nmkdir -p build/output1',
    'code about passwords':
      'if (password.length < 8) throw new Error("too short1");\nfunction verify(password: string, salt: Buffer): Promise<boolean> {\n  return bcrypt.compare(password, user.passwordHash1);\n}\ncreateHash("sha256").update(token).digest("hex");',
    'a type or a schema':
      'password: string;\ntoken?: Uint8Array;\nsecret_key_base64: str | None = None\n`password` varchar(255) NOT NULL,\npassword VARCHAR(128)',
  };
  for (const [what, text] of Object.entries(ordinary)) {
    it(`is left as it is: ${what}`, () => assert.deepEqual(withoutSecrets(text), { text, kinds: [] }));
  }
});

describe('keyForms: the search', () => {
  it('takes time that grows with the text, whatever is in it', function () {
    this.timeout(30_000);
    const shapes = [
      ...[
        'curl -u ',
        'mysql -p',
        '"kty":"d":"',
        'aws secret ',
        'IDENTIFIED WITH ',
        'USER PASSWORD ',
        'Cookie: a=',
        '$6$',
        'eyJa.e',
      ],
      ...[
        '<password>',
        'key="password" value="',
        '?key=',
        '12345678:A',
        'AAAAAAAA',
        'abc_def_',
        'pat.a.',
        'https://a:b@',
        "password: '",
      ],
      ...[
        '_KEY=',
        'a1b2',
        't1.a.',
        'sc_a.acc_',
        '1/1',
        'Bearer ',
        'infura.io/v3/',
        "define('A','",
        'ZXlK',
        '  ',
        "'",
        'Private-Lines: 1',
      ],
    ];
    const spent = (text: string): number => {
      const started = process.cpuUsage().user;
      withoutSecrets(text);
      return (process.cpuUsage().user - started) / 1_000;
    };
    for (const shape of shapes) {
      const ms = spent(shape.repeat(Math.ceil(100_000 / shape.length)));
      assert.ok(ms < 600, `${shape}: ${ms} ms`);
    }
  });
});
