import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type Failure, failureKinds } from '../../../../../src/engine/model/failure/failure';
import { SentRequest } from '../../../../../src/engine/privacy/redaction/promptEcho';
import { Secrets } from '../../../../../src/engine/privacy/redaction/secrets';
import type { WireFault } from '../../../../../src/engine/providers/errors/wireFault';
import type { ProviderType } from '../../../../../src/engine/providers/registry/descriptors';
import { encodings } from '../framing/encodings';
import { classifiers, context, ended, openAiError, response } from '../fixtures';

const types = Object.keys(classifiers) as ProviderType[];

describe('a failure that classify returns', () => {
  const type = fc.constantFrom(...types);
  const body = fc.oneof(
    fc.string(),
    fc.json(),
    fc.record({ error: fc.anything() }).map((value) => JSON.stringify(value)),
  );
  const fault: fc.Arbitrary<WireFault> = fc.oneof(
    fc.tuple(fc.integer({ min: 100, max: 999 }), body).map(([status, text]) => response(status, text)),
    body.map((data): WireFault => ({ type: 'stream-error', data, sawContent: true })),
    body.map((text): WireFault => ({ type: 'not-protocol', status: 200, contentType: '', body: text })),
    fc.anything().map((error): WireFault => ({ type: 'transport', error, headersSeen: false, sawContent: false })),
    fc.oneof(fc.constantFrom('__proto__', 'constructor', 'toString'), fc.string()).map((finish) => ended(finish)),
  );

  it('is of a known kind, in one short line that begins as a sentence, whatever comes', () => {
    fc.assert(
      fc.property(type, fault, (vendor, wire) => {
        const { kind, message } = classifiers[vendor](wire, context);
        assert.ok(failureKinds.includes(kind));
        assert.match(message, /^[A-Z][^\n\r]{10,450}$/);
      }),
    );
  });

  it('is that the user gave up once they have, whatever the error looks like', () => {
    fc.assert(
      fc.property(type, fault, (vendor, wire) => {
        assert.equal(classifiers[vendor](wire, { ...context, aborted: true }).kind, 'cancelled');
      }),
    );
  });

  it('quotes the vendor without the key that the vendor quotes', () => {
    const { message } = classifiers.openai(
      response(
        401,
        openAiError({ code: 'invalid_api_key', message: 'Incorrect API key provided: sk-proj-abc***XYZ9876.' }),
      ),
      context,
    );
    assert.match(message, /Incorrect API key provided: \[redacted\]/);
    assert.doesNotMatch(message, /XYZ/);
  });

  const asked = 'please explain why the parser in src/secret/engine.ts drops the last token';
  const sent = JSON.stringify({ model: 'm-1', messages: [{ role: 'user', content: `${asked}\nand 秘密の質問です` }] });

  it('quotes no vendor that repeats what was asked', () => {
    for (const said of [
      `Invalid input: '${asked}'`,
      sent,
      `1 validation error: input_value="${asked.slice(7)}`,
      '秘密の質問です',
    ]) {
      const { message } = classifiers.openai(response(400, openAiError({ message: said })), { ...context, sent });
      assert.equal(message, 'Claude did not accept the request (400).');
    }
    const { message } = classifiers.openai(
      response(400, openAiError({ message: "Unknown field 'messages' for m-1 by the user." })),
      { ...context, sent },
    );
    assert.match(message, /It said: Unknown field/);
  });

  it('holds neither the key nor what was asked, wherever a host repeats them', () => {
    const key = fc.constantFrom(
      'sk-ant-api03-Zq8xW2nL5vB7mK4jH6gF',
      'sk-proj-9f8e7d6c5b4a3f2e1d0c',
      'gsk_a1b2c3d4e5f6g7h8',
      'AIzaSyA1b2C3d4E5f6G7h8',
    );
    const noise = fc.string({ maxLength: 40 });
    const place = fc.constantFrom('message', 'code', 'type', 'param', 'detail', 'error');
    fc.assert(
      fc.property(
        type,
        fc.integer({ min: 400, max: 599 }),
        key,
        noise,
        place,
        (vendor, status, secret, words, field) => {
          const error = { [field]: `${words} ${secret} ${words} ${asked}` };
          for (const wrapped of [
            { error },
            error,
            [{ error }],
            { error: { metadata: { raw: JSON.stringify({ error }) } } },
          ]) {
            const failure = classifiers[vendor](response(status, wrapped), { ...context, sent });
            const shown = JSON.stringify(failure);
            assert.ok(!shown.includes(secret), shown);
            assert.ok(!failure.message.includes('parser in src/secret'), shown);
          }
        },
      ),
    );
  });

  for (const [how, encode] of Object.entries(encodings)) {
    it(`quotes no vendor that repeats what was asked ${how}`, () => {
      for (const part of [asked, asked.slice(0, 30), asked.slice(20)]) {
        const fault = response(503, openAiError({ message: `Bad input: ${encode(part)}`, code: encode(part) }));
        const failure = classifiers.openai(fault, { ...context, sent });
        assert.equal(failure.message, 'Claude is overloaded (503).');
        assert.equal(failure.code, undefined);
      }
    });
  }

  it('quotes no vendor that repeats what was asked with something else between its words, or nothing', () => {
    for (const between of ['_', '-', '\n', ' \t  ', '+', '']) {
      const message = `Bad input: ${asked.replaceAll(' ', between)}`;
      const failure = classifiers.openai(response(503, openAiError({ message })), { ...context, sent });
      assert.equal(failure.message, 'Claude is overloaded (503).');
    }
  });

  it('quotes no vendor that repeats a prompt of two words', () => {
    const short = JSON.stringify({ model: 'm-1', messages: [{ role: 'user', content: 'Fix bug' }] });
    for (const encode of Object.values(encodings)) {
      const fault = response(503, openAiError({ message: `Bad input: ${encode('Fix bug')}` }));
      assert.equal(classifiers.openai(fault, { ...context, sent: short }).message, 'Claude is overloaded (503).');
    }
  });

  it('keeps a code and an id that are words, and no others', () => {
    const failureOf = (code: string, id: string): Failure =>
      classifiers.openai(response(503, openAiError({ code }), { 'x-request-id': id }), {
        ...context,
        sent,
        secrets: new Secrets(['correct-horse-battery']),
      });
    const kept = failureOf('server_is_overloaded', '3f2504e0-4f89-41d3-9a0c-0305e82c3301');
    assert.deepEqual([kept.code, kept.requestId], ['server_is_overloaded', '3f2504e0-4f89-41d3-9a0c-0305e82c3301']);
    for (const word of [
      `echo ${asked}`,
      'two words',
      'w'.repeat(81),
      'req_correct-horse-battery',
      'REQ_CORRECT-HORSE',
      `req_${Buffer.from('correct-horse-battery').toString('base64url')}`,
      Buffer.from('correct-horse-battery').toString('hex'),
      'sk-proj-0123456789abcdef',
      'req_sk-proj-0123456789abcdef',
      'please_explain_why_the_parser',
      Buffer.from(asked.slice(0, 40)).toString('base64url'),
    ]) {
      const { code, requestId } = failureOf(word, word);
      assert.deepEqual([code, requestId], [undefined, undefined], word);
    }
  });

  it('quotes nothing where the request is too long to be searched for what is quoted', () => {
    const fault = response(503, openAiError({ message: 'The tokenizer broke', code: 'tokenizer_broke' }));
    const failureOf = (chars: number): Failure => {
      const body = JSON.stringify({ messages: [{ role: 'user', content: 'lorem ipsum '.repeat(chars / 12) }] });
      return classifiers.openai(fault, { ...context, sent: body });
    };
    assert.match(failureOf(48_000).message, /The tokenizer broke/);
    assert.equal(failureOf(48_000).code, 'tokenizer_broke');
    assert.equal(failureOf(600_000).message, 'Claude is overloaded (503).');
    assert.equal(failureOf(600_000).code, undefined);
  });

  it('holds no form of a known key and none of what was asked, however a host repeats them', () => {
    const secret = fc.stringMatching(/^[A-Za-z0-9][\x21-\x7e]{8,60}[A-Za-z0-9]$/).filter((text) => /\w{8}/.test(text));
    const encode = fc.constantFrom(...Object.values(encodings));
    const place = fc.constantFrom('message', 'code', 'type', 'param', 'detail', 'error', 'request_id');
    const header = fc.constantFrom('request-id', 'x-request-id', 'x-amzn-errortype');
    const status = fc.integer({ min: 400, max: 599 });
    fc.assert(
      fc.property(type, status, secret, encode, encode, place, header, (vendor, code, key, one, other, field, name) => {
        const error = { [field]: `${one(key)} said ${other(asked)}`, code: one(key), request_id: other(key) };
        const headers = { [name]: `req_${one(key)}`.replace(/[^\x21-\x7e]/g, '') };
        const secrets = new Secrets([key]);
        for (const wrapped of [
          { error },
          error,
          [{ error }],
          { error: { metadata: { raw: JSON.stringify({ error }) } } },
        ]) {
          const failure = classifiers[vendor](response(code, wrapped, headers), { ...context, sent, secrets });
          const shown = JSON.stringify(Object.values(failure));
          assert.ok(!secrets.isIn(shown.replaceAll('[redacted]', ' ')), shown);
          assert.ok(!new SentRequest(sent).isRepeatedIn(shown), shown);
        }
      }),
      { numRuns: 50 },
    );
  });

  it('quotes no more than a line of a long text, and nothing of a page', () => {
    const long = classifiers.openai(response(500, openAiError({ message: 'words '.repeat(5_000) })), context);
    assert.ok(long.message.length < 300);
    const page = classifiers.openai(response(500, '<html>nginx</html>'), context);
    assert.doesNotMatch(page.message, /nginx|</);
  });

  it('keeps the id of the request for the log', () => {
    const failure = classifiers.anthropic(response(500, '', { 'request-id': 'req_1' }), context);
    assert.equal(failure.requestId, 'req_1');
  });
});
