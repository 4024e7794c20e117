import assert from 'node:assert/strict';
import { isAllowedHost, readHostPattern } from '../../../../../src/engine/failover/api/allowedHosts';

describe('the hosts that code may be sent to', () => {
  const cases: readonly [endpoint: string, list: readonly string[], isAllowed: boolean][] = [
    ['https://api.anthropic.com', ['api.anthropic.com'], true],
    ['https://API.Anthropic.com', ['api.ANTHROPIC.com'], true],
    ['https://api.anthropic.com', ['anthropic.com'], false],
    ['https://api.anthropic.com.evil.example', ['api.anthropic.com'], false],
    ['https://evil-anthropic.com', ['*.anthropic.com', 'anthropic.com'], false],
    ['https://eu.api.example.com', ['*.example.com'], true],
    ['https://example.com', ['*.example.com'], false],
    ['https://api.example.com:8443', ['api.example.com'], true],
    ['https://api.example.com:8443', ['api.example.com:8443'], true],
    ['https://api.example.com:8443', ['api.example.com:443'], false],
    ['https://api.example.com', ['api.example.com:443'], true],
    ['http://api.example.com', ['api.example.com:443'], false],
    ['http://127.0.0.1:11434', ['localhost:11434'], false],
    ['http://localhost:11434', ['localhost:11434'], true],
    ['http://[::1]:11434', ['[::1]'], true],
    ['http://[0:0:0:0:0:0:0:1]:11434', ['[::1]:11434'], true],
    ['https://bücher.example', ['xn--bcher-kva.example'], true],
    ['https://api.example.com.', ['api.example.com', '*.example.com'], false],
    ['https://user:key@api.example.com', ['user'], false],
    ['https://api.example.com@evil.example', ['api.example.com'], false],
    ['https://api.example.com%2eevil.example', ['api.example.com'], false],
    ['https://evil.example?.api.example.com', ['*.example.com'], false],
    ['https://evil.example/.api.example.com', ['*.example.com'], false],
    ['https://evil.example#api.example.com', ['api.example.com'], false],
    // Another host, whose first letter is Cyrillic; and the same host, whose letters and dots a URL takes for the usual ones.
    ['https://\u0430pi.example.com', ['api.example.com'], false],
    ['https://\uff41pi\u3002example.com', ['api.example.com'], true],
    ['https://api.example.com..', ['*.example.com'], false],
    ['http://127.1:11434', ['127.0.0.1'], true],
    ['http://2130706433:11434', ['127.0.0.1'], true],
    ['http://127.0.0.1:11434', ['127.1'], true],
    ['http://127.0.0.1:11434', ['0x7f.0.0.1:11434'], true],
    ['http://10.0.0.1', ['*.0.0.1', '*.1', '0.0.1'], false],
    ['http://[::1]', ['[0:0:0:0:0:0:0:1]'], true],
    ['http://[FE80::1]', ['[fe80:0::1]'], true],
    ['http://[fd00::1]', ['[fd00::]', '[::1]'], false],
    ['http://[::ffff:127.0.0.1]', ['127.0.0.1'], false],
    ['http://[::ffff:127.0.0.1]', ['[::ffff:127.0.0.1]'], true],
    ['no address', ['no'], false],
  ];
  for (const [endpoint, list, isAllowed] of cases) {
    it(`${isAllowed ? 'have' : 'lack'} ${endpoint} where they are ${list.join(', ')}`, () =>
      assert.equal(isAllowedHost(endpoint, [list.flatMap((each) => readHostPattern(each) ?? [])]), isAllowed));
  }

  it('are all where there is no list, and those that each list has where there are several', () => {
    assert.ok(isAllowedHost('https://a.example', []));
    assert.ok(isAllowedHost('https://a.example', [['a.example', 'b.example'], ['*.example']]));
    assert.ok(!isAllowedHost('https://a.example', [['a.example'], ['b.example']]));
    assert.ok(!isAllowedHost('https://a.example', [['a.example'], []]));
  });

  it('are names and nothing that only looks like one', () => {
    const wrong = [
      '',
      '*',
      '*.',
      'https://a.example',
      'a.example/v1',
      'a b',
      'a.*',
      '-a',
      7,
      null,
      '[::1',
      'a:port',
      'a.example.',
      'bücher.example',
      '*.0.0.1',
      '*.[::1]',
      '[:::]',
      '256.0.0.1',
      'a.example:65536',
    ];
    assert.deepEqual(
      wrong.filter((value) => readHostPattern(value) !== undefined),
      [],
    );
    const right = ['a', 'a.example', '*.a.example', '10.0.0.1:80', '[fe80::1]:8080'];
    assert.deepEqual(right.map(readHostPattern), right);
  });
});
