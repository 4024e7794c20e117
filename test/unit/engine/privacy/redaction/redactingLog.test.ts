import assert from 'node:assert/strict';
import fc from 'fast-check';
import { encodings } from '../../providers/framing/encodings';
import { RedactingLog } from '../../../../../src/engine/privacy/redaction/redactingLog';

const levels = ['debug', 'info', 'warn', 'error'] as const;

function recorded(): { readonly log: RedactingLog; readonly lines: string[] } {
  const lines: string[] = [];
  const write = (line: string): void => void lines.push(line);
  return { log: new RedactingLog({ debug: write, info: write, warn: write, error: write }), lines };
}

describe('redactingLog', () => {
  for (const level of levels) {
    it(`passes a ${level} line on without a known key, however often it is in it`, () => {
      const { log, lines } = recorded();
      log.hide('tr0ub4dor');
      log[level]('tr0ub4dor, TR0UB4DOR, not tr0ub4d but tr0ub4do and key=tr0ub4dor');
      assert.deepEqual(lines, ['[redacted], [redacted], not tr0ub4d but [redacted] and [redacted]']);
    });
  }

  for (const [how, encode] of Object.entries(encodings)) {
    it(`passes no known key on ${how}`, () => {
      const { log, lines } = recorded();
      const key = 'tr0ub4dor&3-horse';
      log.hide(key);
      log.warn(`Claude: bad key ${encode(key)}!`);
      assert.match(lines[0]!, /^Claude: bad key (?:\W{0,3}\[redacted\])+\W{0,3}!$/);
    });
  }

  it('passes no more of an endless line on than its beginning', () => {
    const { log, lines } = recorded();
    log.info('words '.repeat(100_000));
    assert.equal(lines[0]!.length, 4_000);
    log.hide('tr0ub4dor&3-horse');
    log.info(`${'words '.repeat(100_000)}tr0ub4dor&3-horse`);
    assert.equal(lines[1]!.length, 4_000);
  });

  it('leaves nothing of a key that begins like another', () => {
    const { log, lines } = recorded();
    for (const key of ['abc123', 'abc123-def456', 'xyz-abc123']) log.hide(key);
    log.info('abc123-def456 xyz-abc123');
    assert.deepEqual(lines, ['[redacted] [redacted]']);
  });

  it('does not mask common words for a key that is too short', () => {
    const { log, lines } = recorded();
    log.hide('');
    log.hide('the');
    log.info('the model');
    assert.deepEqual(lines, ['the model']);
  });

  it('passes other text on as it is', () => {
    const { log, lines } = recorded();
    const line =
      'Claude is down: overloaded (529), asked again in 40 s; claude-sonnet-5-5, skywork-13b, api.anthropic.com';
    log.info(line);
    assert.deepEqual(lines, [line]);
  });

  const shapes = [
    'sk-ant-api03-AbCdEfGhIjKlMnOpQrStUvWxYz',
    'sk-proj-0123456789abcdef',
    'sk-or-v1-0123456789',
    'gsk_0123456789abcdefghij',
    'xai-0123456789abcdef',
    'AIzaSyA-0123456789abcdefghijklmnopqrst',
    'ghp_0123456789abcdefghijklmnopqrstuvwxyz',
    '0123456789abcdef0123456789abcdef',
  ];
  for (const key of shapes) {
    it(`keeps ${key.slice(0, 8)}… out although the log was not given it`, () => {
      for (const line of [`key ${key}.`, `"x-api-key":"${key}"`, `Incorrect API key provided: ${key}`]) {
        const { log, lines } = recorded();
        log.error(line);
        assert.ok(!lines[0]!.includes(key.slice(8)), lines[0]);
        assert.match(lines[0]!, /\[redacted\]/);
      }
    });
  }

  it('keeps the value of an authorization header out', () => {
    const { log, lines } = recorded();
    log.warn('authorization: Bearer hunter2-hunter2; proxy Basic dXNlcjpwYXNz');
    assert.deepEqual(lines, ['authorization: Bearer [redacted]; proxy Basic [redacted]']);
  });

  it('never lets any known key through', () => {
    const key = fc.stringMatching(/^[A-Za-z0-9+/=._-]{6,30}$/).filter((text) => !'[redacted]'.includes(text));
    fc.assert(
      fc.property(fc.array(key, { minLength: 1, maxLength: 5 }), fc.array(fc.string()), (keys, words) => {
        const { log, lines } = recorded();
        for (const each of keys) log.hide(each);
        log.info([...keys, ...words, ...keys.map((each) => each.repeat(2))].join(words[0] ?? ''));
        for (const each of keys) assert.ok(!lines[0]!.includes(each), lines[0]);
      }),
    );
  });
});
