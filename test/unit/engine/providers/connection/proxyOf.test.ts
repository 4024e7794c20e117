import assert from 'node:assert/strict';
import type { Environment, NetworkSettings } from '../../../../../src/engine/providers/connection/networkSettings';
import { proxyOf } from '../../../../../src/engine/providers/connection/proxyOf';

function told(url: string, settings: NetworkSettings = {}, environment: Environment = {}): string {
  const proxy = proxyOf(new URL(url), settings, environment);
  return proxy ? `${proxy.address} by ${proxy.source}` : 'none';
}

const https = 'https://api.vendor.com/v1';
const corp = { proxy: 'http://proxy.corp:3128' };

describe('the proxy of a host', () => {
  const cases: readonly [string, string, NetworkSettings, Environment, string][] = [
    ['none without settings', https, {}, {}, 'none'],
    ['the setting', https, corp, {}, 'proxy.corp:3128 by http.proxy'],
    ['the setting before the environment', https, corp, { HTTPS_PROXY: 'http://e:1' }, 'proxy.corp:3128 by http.proxy'],
    ['the environment', https, {}, { HTTPS_PROXY: 'http://e:1' }, 'e:1 by HTTPS_PROXY'],
    ['small letters first', https, {}, { https_proxy: 'http://s:1', HTTPS_PROXY: 'http://e:1' }, 's:1 by https_proxy'],
    [
      'another variable where the first is empty',
      https,
      {},
      { https_proxy: '', HTTP_PROXY: 'http://e:1' },
      'e:1 by HTTP_PROXY',
    ],
    ['with its usual port', https, { proxy: 'http://proxy.corp' }, {}, 'proxy.corp:80 by http.proxy'],
    ['without its log-in', https, { proxy: 'http://u:p@proxy.corp:1' }, {}, 'proxy.corp:1 by http.proxy'],
    ['none where the setting is no URL', https, { proxy: 'proxy.corp:3128' }, {}, 'none'],
    ['none where proxies are off', https, { ...corp, isProxyOff: true }, { HTTPS_PROXY: 'http://e:1' }, 'none'],
    ['none for this machine', 'http://localhost:11434', corp, {}, 'none'],
    ['none for 127.0.0.1', 'http://127.0.0.1:11434', corp, {}, 'none'],
    ['none for ::1', 'http://[::1]:11434', corp, {}, 'none'],
    ['none for 127.0.0.1 in IPv6', 'http://[::ffff:127.0.0.1]:11434', corp, {}, 'none'],
    ['the setting for a host of the network', 'http://gpu.local:8000', corp, {}, 'proxy.corp:3128 by http.proxy'],
    ['none for an exempt host', https, { ...corp, noProxy: ['api.vendor.com'] }, {}, 'none'],
    ['none below an exempt host', https, { ...corp, noProxy: ['VENDOR.com'] }, {}, 'none'],
    ['none below an exempt domain with a dot', https, { ...corp, noProxy: ['.vendor.com'] }, {}, 'none'],
    [
      'the setting for a name that only ends so',
      'https://notvendor.com',
      { ...corp, noProxy: ['vendor.com'] },
      {},
      'proxy.corp:3128 by http.proxy',
    ],
    ['none for an exempt port', https, { ...corp, noProxy: ['vendor.com:443'] }, {}, 'none'],
    [
      'the setting for another port',
      https,
      { ...corp, noProxy: ['vendor.com:8443'] },
      {},
      'proxy.corp:3128 by http.proxy',
    ],
    ['none where all are exempt', https, { ...corp, noProxy: ['*'] }, {}, 'none'],
    ['none for an exemption of the environment', https, corp, { NO_PROXY: 'a.test, vendor.com' }, 'none'],
    [
      'none for an exemption of the other variable where the first is empty',
      https,
      corp,
      { no_proxy: '', NO_PROXY: 'vendor.com' },
      'none',
    ],
    [
      'the setting where the setting has other exemptions',
      https,
      { ...corp, noProxy: ['a.test'] },
      { NO_PROXY: 'vendor.com' },
      'proxy.corp:3128 by http.proxy',
    ],
  ];
  for (const [name, url, settings, environment, wanted] of cases) {
    it(`is ${name}`, () => assert.equal(told(url, settings, environment), wanted));
  }
});
