import assert from 'node:assert/strict';
import { causesOf } from '../../../../../../src/engine/providers/errors/connection/causes';
import {
  FaultBehindProxy,
  ProxyFault,
  type ProxyProblem,
} from '../../../../../../src/engine/providers/errors/connection/connectionFaults';
import { classifyTransport } from '../../../../../../src/engine/providers/errors/connection/transport';

const context = { now: 0, aborted: false, providerLabel: 'Claude', model: 'm', local: false };
const proxy = { address: 'proxy.corp:3128', source: 'http.proxy' };

/** As the SDKs wrap what their fetch throws. */
function wrapped(error: unknown): Error {
  return new Error('Connection error.', { cause: error });
}

function withCode(code: string, message = 'fetch failed'): Error {
  return Object.assign(new Error(message), { code });
}

describe('a fault on the way to a host', () => {
  const problems: readonly [ProxyProblem, number | undefined, RegExp][] = [
    ['login', 407, /wants a log-in/],
    ['login-refused', 407, /did not accept the log-in/],
    ['refused', 403, /does not let this host through/],
    ['not-reached', undefined, /could not be reached; check the network and http\.proxy/],
    ['silent', undefined, /did not answer within 10 s/],
    ['certificate', undefined, /The certificate of the proxy .* itself is not trusted \(TLS\)/],
    ['no-proxy', undefined, /hung up or is no proxy/],
    ['unsupported', undefined, /of a kind that is not supported/],
  ];
  for (const [problem, status, words] of problems) {
    it(`is the proxy’s: ${problem}`, () => {
      const failure = classifyTransport(wrapped(new ProxyFault(proxy, problem, status)), false, context);
      assert.deepEqual([failure.kind, failure.scope, failure.status], ['proxy', 'network', status]);
      assert.match(failure.message, /^Claude was not asked, since the proxy on the way/);
      assert.match(failure.message, words);
      assert.match(failure.message, /proxy\.corp:3128/);
    });
  }

  it('is the host’s where the proxy was asked and did not reach it', () => {
    const failure = classifyTransport(wrapped(new ProxyFault(proxy, 'host-not-reached', 503)), false, context);
    assert.deepEqual([failure.kind, failure.scope], ['connect', 'endpoint']);
  });

  it('is of a proxy that only the editor knows', () => {
    const undici = withCode('UND_ERR_ABORTED', 'Proxy response (407) !== 200 when HTTP Tunneling');
    const failure = classifyTransport(wrapped(undici), false, context);
    assert.deepEqual([failure.kind, failure.status], ['proxy', 407]);
    assert.match(failure.message, /It wants a log-in; set "http\.proxyAuthorization"/);
    const forbidden = withCode('UND_ERR_ABORTED', 'Proxy response (403) ?.== 200 when HTTP Tunneling');
    assert.match(classifyTransport(forbidden, false, context).message, /Ask who runs it to let this host through/);
  });

  const byTls: readonly [code: string, words: RegExp][] = [
    ['SELF_SIGNED_CERT_IN_CHAIN', /not trusted on this machine \(TLS\)/],
    ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', /not trusted on this machine \(TLS\)/],
    ['CERT_HAS_EXPIRED', /has expired \(TLS\)/],
    ['CERT_NOT_YET_VALID', /not valid yet \(TLS\)/],
    ['ERR_TLS_CERT_ALTNAME_INVALID', /for another host name \(TLS\)/],
    ['ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED', /It wants a certificate of yours \(TLS\)/],
    ['ERR_SSL_WRONG_VERSION_NUMBER', /does not speak TLS there/],
    ['ERR_SSL_NO_PROTOCOLS_AVAILABLE', /could not be made \(TLS\)/],
  ];
  for (const [code, words] of byTls) {
    it(`is one of TLS: ${code}`, () => {
      for (const local of [false, true]) {
        const failure = classifyTransport(wrapped(withCode(code)), false, { ...context, local });
        assert.deepEqual([failure.kind, failure.scope], ['connect', 'endpoint']);
        assert.match(failure.message, /^Claude could not be reached\. /);
        assert.match(failure.message, words);
      }
    });
  }

  it('is one of TLS where only the words of a write say so', () => {
    const words =
      'write EPROTO 80AC:error:0A00010B:SSL routines:ssl3_get_record:wrong version number:../ssl3_record.c:350:';
    assert.match(classifyTransport(withCode('EPROTO', words), false, context).message, /does not speak TLS there/);
  });

  it('is shared by all hosts behind a proxy that may have made the certificate', () => {
    const behind = (code: string): Error => wrapped(new FaultBehindProxy(proxy, withCode(code)));
    const failure = classifyTransport(behind('SELF_SIGNED_CERT_IN_CHAIN'), false, context);
    assert.deepEqual([failure.kind, failure.scope], ['connect', 'network']);
    assert.match(failure.message, /came through the proxy proxy\.corp:3128/);
    assert.equal(classifyTransport(behind('CERT_HAS_EXPIRED'), false, context).scope, 'endpoint');
    assert.equal(classifyTransport(behind('ECONNRESET'), false, context).scope, 'endpoint');
  });

  it('ends where causes point at themselves', () => {
    const circle = new Error('a');
    circle.cause = circle;
    assert.equal(causesOf(circle).length, 8);
    assert.equal(classifyTransport(circle, false, context).kind, 'connect');
  });
});
