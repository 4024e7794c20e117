import assert from 'node:assert/strict';
import fc from 'fast-check';
import { redact } from '../../../../../src/engine/privacy/redaction/credentials';
import { Secrets } from '../../../../../src/engine/privacy/redaction/secrets';
import { encodings, spacedOut } from '../../providers/framing/encodings';

const keys = {
  'of Anthropic': 'sk-ant-api03-Zq8xW2nL5vB7mK4jH6gF-AA',
  'in four digits behind a prefix': 'sk-1234!',
  'in words': 'correct-horse-battery',
  'that is a UUID': '3f2504e0-4f89-41d3-9a0c-0305e82c3301',
  'of Hugging Face': 'hf_qWeRtYuIoPaSdFgHjKlZxCvBnM12345678',
  'of AWS': 'AKIAIOSFODNN7EXAMPLE',
  'of Mistral': 'aB3dE5gH7jK9mN1pQ3sT5vW7yZ9bC1dE',
  'with marks': 'p@ss/w0rd+&="q%41\\x',
  'of marks alone': '!!??##$$%%^^&&**',
};

describe('secrets: a known key', () => {
  for (const [what, key] of Object.entries(keys)) {
    it(`${what} is taken out in every form`, () => {
      const secrets = new Secrets([key]);
      const isKnownByLetters = key.replace(/[^A-Za-z0-9]/g, '').length >= 6;
      for (const [how, encode] of Object.entries({ ...encodings, ...(isKnownByLetters ? spacedOut : {}) })) {
        const encoded = encode(key);
        const clean = secrets.redact(`Bad key ${encoded}, try again`);
        assert.match(
          clean,
          /^Bad key (?:[^A-Za-z0-9]{0,3}\[redacted\])+[^A-Za-z0-9]{0,4}, try again$/,
          `${how}: ${clean}`,
        );
      }
    });

    it(`${what} is taken out cut to eight characters and more, at either end`, () => {
      const secrets = new Secrets([key]);
      for (let length = 8; length <= key.length; length += 1) {
        for (const part of [key.slice(0, length), key.slice(-length)]) {
          assert.ok(secrets.isIn(`…${part}…`), part);
          assert.ok(secrets.isIn(`req_${part.toUpperCase()}`), part);
        }
      }
    });
  }

  it('of fewer than eight characters is looked for whole', () => {
    const secrets = new Secrets(['t0psec']);
    assert.equal(
      secrets.redact('T0PSEC is not t0pse, dDBwc2Vj neither'),
      '[redacted] is not t0pse, [redacted] neither',
    );
  });

  it('leaves other words alone', () => {
    const secrets = new Secrets(Object.values(keys));
    const line =
      'https://api.anthropic.com/v1/messages: claude-sonnet-5-5 is overloaded (529), battery; req_011CSHoEeq';
    assert.equal(secrets.redact(line), line);
  });

  it('that is the name of a provider masks no other line', () => {
    const secrets = new Secrets(['ollama', 'anthropic', 'https://gate.example.com']);
    assert.equal(
      secrets.redact('Ollama, Anthropic, https://api.openai.com'),
      'Ollama, Anthropic, https://api.openai.com',
    );
    assert.equal(secrets.redact('see https://gate.example.com/v1'), 'see [redacted]/v1');
  });

  it('is found however it is drawn and encoded', () => {
    const key = fc
      .stringMatching(/^[\x21-\x7e]{8,80}$/)
      .filter((text) => text.replace(/[^A-Za-z0-9]/g, '').length >= 8);
    const encode = fc.constantFrom(...Object.values(encodings), ...Object.values(spacedOut));
    fc.assert(
      fc.property(
        key,
        encode,
        fc.string({ maxLength: 20 }),
        fc.string({ maxLength: 20 }),
        (secret, form, before, after) => {
          const secrets = new Secrets([secret]);
          const clean = secrets.redact(`${before} ${form(secret)} ${after}`);
          assert.ok(!secrets.isIn(clean.replaceAll('[redacted]', ' ')), clean);
          assert.match(clean, /\[redacted\]/);
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe('secrets: the form of a credential', () => {
  const credentials = [
    'hf_abcdefghijklmnop',
    'AKIAIOSFODNN7EXAMPLE',
    'ASIAIOSFODNN7EXAMPLE',
    'fw_3ZabcdefghijkLMNO',
    'xai-0123456789abcdef',
    'pplx-0123456789abcdef',
    'nvapi-abc_DEF-0123456789',
    'r8_0123456789abcdef',
    'gsk_0123456789abcdef',
    'tgp_v1_0123456789abcdef',
    'AIzaSyA-0123456789',
    'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl',
    'github_pat_0123456789abcdef',
    'npm_0123456789abcdef',
  ];
  for (const credential of credentials) {
    it(`is taken out: ${credential.slice(0, 6)}…`, () => {
      for (const line of [credential, `Key ${credential}.`, `req_${credential}`, `"${credential}"`]) {
        assert.ok(!redact(line).includes(credential.slice(6)), redact(line));
      }
    });
  }

  it('is a UUID after a word that points to a key, and not one after other words', () => {
    const id = '3f2504e0-4f89-41d3-9a0c-0305e82c3301';
    for (const words of ['API key', 'api_key:', '"token": "', 'Subscription-Key =', 'invalid key ', 'secret is']) {
      assert.ok(!redact(`${words}${words.endsWith('"') ? '' : ' '}${id}`).includes('4f89'), words);
    }
    assert.equal(redact(`request ${id}`), `request ${id}`);
  });

  it('is the part before the host of an address', () => {
    assert.equal(redact('see https://me:hunter2@host.example/v1'), 'see https://[redacted]host.example/v1');
    assert.equal(redact('see https://host.example/v1?a=@b'), 'see https://host.example/v1?a=@b');
  });

  it('is no word of an error', () => {
    for (const line of [
      'Your API key is invalid. Check the key of your account at https://console.anthropic.com/settings/keys.',
      'max_tokens: 200000 > 64000, which is the maximum for claude-sonnet-5-5',
      'Rate limit reached for tokens per min (TPM): Limit 30000, Used 29000, Requested 5000.',
      'unexpected keyword argument stream_options',
    ]) {
      assert.equal(redact(line), line);
    }
  });
});
