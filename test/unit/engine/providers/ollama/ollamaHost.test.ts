import assert from 'node:assert/strict';
import { ollamaUrl } from '../../../../../src/engine/providers/ollama/ollamaHost';

describe('ollamaUrl', () => {
  const forms: readonly (readonly [value: string | undefined, url: string | undefined])[] = [
    [undefined, undefined],
    ['', undefined],
    ['  ', undefined],
    ['""', undefined],
    ['host', 'http://host:11434'],
    ['host:8200', 'http://host:8200'],
    ['192.168.1.5', 'http://192.168.1.5:11434'],
    [':8200', 'http://127.0.0.1:8200'],
    [':', 'http://127.0.0.1:11434'],
    ['"0.0.0.0:8200"', 'http://127.0.0.1:8200'],
    [" '127.0.0.1' ", 'http://127.0.0.1:11434'],
    ['0.0.0.0', 'http://127.0.0.1:11434'],
    ['0', 'http://127.0.0.1:11434'],
    ['*:8200', 'http://127.0.0.1:8200'],
    ['[::ffff:0.0.0.0]:8200', 'http://127.0.0.1:8200'],
    ['0.0.0.0:0', 'http://127.0.0.1:11434'],
    ['[::]:8200', 'http://[::1]:8200'],
    ['[::]', 'http://[::1]:11434'],
    ['::', 'http://[::1]:11434'],
    ['::1', 'http://[::1]:11434'],
    ['[fd00::5]:80', 'http://[fd00::5]'],
    ['fd00::5', 'http://[fd00::5]:11434'],
    ['127.0.0.1:80', 'http://127.0.0.1'],
    ['http://host', 'http://host'],
    ['https://host', 'https://host'],
    ['https://host:8443', 'https://host:8443'],
    ['HTTP://host:8200', 'http://host:8200'],
    ['http://0.0.0.0:8200/', 'http://127.0.0.1:8200'],
    ['http://host/ollama/', 'http://host/ollama'],
    ['host:8200/ollama', 'http://host:8200/ollama'],
    ['host:8200/api', 'http://host:8200'],
    ['http://host:8200/v1', 'http://host:8200'],
    ['host:nonsense', 'http://host:11434'],
    ['host:99999', 'http://host:11434'],
    ['https://host:-1', 'https://host'],
    ['ollama.com', 'https://ollama.com'],
    ['tcp://x', undefined],
    ['unix:///var/run/ollama.sock', undefined],
    ['http://', 'http://127.0.0.1'],
    ['user:secret@host', undefined],
    ['http://user@host:1', undefined],
    ['two words', undefined],
    ['%%%', undefined],
  ];
  for (const [value, url] of forms) {
    it(`"${value ?? ''}" is ${url ?? 'its usual place'}`, () => assert.equal(ollamaUrl(value), url));
  }
});

/**
 * The values that Ollama tests its own reading with: TestHost and TestConnectableHost of envconfig/config_test.go,
 * ollama/ollama, August 2026. Of an address without a name Ollama dials this machine.
 */
describe("ollamaUrl, by Ollama's own tests", () => {
  const ollamas: readonly (readonly [value: string, url: string])[] = [
    ['', 'http://127.0.0.1:11434'],
    ['1.2.3.4', 'http://1.2.3.4:11434'],
    [':1234', 'http://127.0.0.1:1234'],
    ['1.2.3.4:1234', 'http://1.2.3.4:1234'],
    ['example.com', 'http://example.com:11434'],
    ['example.com:1234', 'http://example.com:1234'],
    [':66000', 'http://127.0.0.1:11434'],
    [':-1', 'http://127.0.0.1:11434'],
    ['[::1]', 'http://[::1]:11434'],
    ['[::]', 'http://[::1]:11434'],
    ['::1', 'http://[::1]:11434'],
    ['[::1]:1337', 'http://[::1]:1337'],
    [' 1.2.3.4 ', 'http://1.2.3.4:11434'],
    ['"1.2.3.4"', 'http://1.2.3.4:11434'],
    [' " 1.2.3.4 " ', 'http://1.2.3.4:11434'],
    ["'1.2.3.4'", 'http://1.2.3.4:11434'],
    ['http://1.2.3.4', 'http://1.2.3.4:80'],
    ['http://1.2.3.4:4321', 'http://1.2.3.4:4321'],
    ['https://1.2.3.4', 'https://1.2.3.4:443'],
    ['https://1.2.3.4:4321', 'https://1.2.3.4:4321'],
    ['https://example.com/ollama', 'https://example.com:443/ollama'],
    ['ollama.com', 'https://ollama.com:443'],
    ['127.0.0.1', 'http://127.0.0.1:11434'],
    ['127.0.0.1:1234', 'http://127.0.0.1:1234'],
    ['0.0.0.0', 'http://127.0.0.1:11434'],
    ['0.0.0.0:1234', 'http://127.0.0.1:1234'],
    ['[::]:1234', 'http://[::1]:1234'],
    ['[::1]:1234', 'http://[::1]:1234'],
    ['192.168.1.5', 'http://192.168.1.5:11434'],
    ['192.168.1.5:8080', 'http://192.168.1.5:8080'],
    ['https://0.0.0.0:4321', 'https://127.0.0.1:4321'],
  ];
  for (const [value, url] of ollamas) {
    // A base URL leaves a scheme's own port out, and has no slash at its end.
    const baseUrl = new URL(url).href.replace(/\/$/, '');
    it(`"${value}" is ${url}`, () => assert.equal(ollamaUrl(value) ?? 'http://127.0.0.1:11434', baseUrl));
  }

  it('":0" is no place to ask at, so that the usual one is taken', () =>
    assert.equal(ollamaUrl(':0'), 'http://127.0.0.1:11434'));
});
