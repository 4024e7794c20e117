import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { temporaryFolder } from '../../../tools/vscode/folders';
import { endTest } from '../../real/support/ending';
import { textShown } from '../../unit/engine/failover/engine';
import { opensslLacking } from './support/authorities';
import type { Squid } from './support/squid';
import {
  askThrough,
  type Certificates,
  connectionsOf,
  failureThrough,
  makeCertificates,
  passphrase,
  vendorHost,
  wholeAnswer,
} from './support/stage';
import { startVendor } from './support/vendor';
import { withSquid } from './support/withSquid';

describe('certificates', () => {
  let certificates: Certificates;
  const caFile = (): string => certificates.vendorAuthority.certificateFile;

  before(async function () {
    this.timeout(60_000);
    const why = await opensslLacking();
    if (why === undefined) {
      certificates = await makeCertificates();
      return;
    }
    console.log(`Skipped: ${why}`);
    this.skip();
  });
  afterEach(endTest);

  it('of an authority that nobody here knows are refused with what to do', async () => {
    const vendor = await startVendor({ certificate: certificates.vendor });
    const failure = await failureThrough(connectionsOf(), `https://localhost:${vendor.port}`);
    assert.equal(failure.kind, 'connect');
    assert.equal(
      failure.message,
      'Alpha could not be reached. Its certificate is not trusted on this machine (TLS); where a company opens connections, install its certificate authority, or name the file in "caFile" of this provider or in NODE_EXTRA_CA_CERTS.',
    );
    assert.equal(vendor.requests(), 0);
  });

  it('of an authority in "caFile" are trusted, by this provider alone', async () => {
    const vendor = await startVendor({ certificate: certificates.vendor });
    const connections = connectionsOf();
    const baseUrl = `https://localhost:${vendor.port}`;
    assert.equal(textShown(await askThrough(connections, baseUrl, { caFile: caFile() })), wholeAnswer);
    assert.equal((await failureThrough(connections, baseUrl)).kind, 'connect');
  });

  it('of an authority in NODE_EXTRA_CA_CERTS are trusted in an editor too, whose fetch does not know it', async () => {
    const vendor = await startVendor({ certificate: certificates.vendor });
    const connections = connectionsOf({
      settings: () => ({}),
      environment: { NODE_EXTRA_CA_CERTS: caFile() },
      fetch: () => Promise.reject(new Error('not by this')),
    });
    assert.equal(textShown(await askThrough(connections, `https://localhost:${vendor.port}`)), wholeAnswer);
  });

  it('that have expired are refused, whoever signed them', async () => {
    const vendor = await startVendor({ certificate: certificates.expired });
    const more = { caFile: caFile() };
    const failure = await failureThrough(connectionsOf(), `https://localhost:${vendor.port}`, more);
    assert.deepEqual([failure.kind, failure.code], ['connect', 'CERT_HAS_EXPIRED']);
    assert.match(failure.message, /Its certificate has expired \(TLS\); check the clock of this machine/);
  });

  it('for another host are refused, whoever signed them', async () => {
    const vendor = await startVendor({ certificate: certificates.wrongHost });
    const more = { caFile: caFile() };
    const failure = await failureThrough(connectionsOf(), `https://localhost:${vendor.port}`, more);
    assert.deepEqual([failure.kind, failure.code], ['connect', 'ERR_TLS_CERT_ALTNAME_INVALID']);
    assert.match(failure.message, /Its certificate is for another host name \(TLS\); check the "baseUrl"/);
  });

  it('are not looked for where no TLS is spoken', async () => {
    const vendor = await startVendor({});
    const more = { caFile: caFile() };
    const failure = await failureThrough(connectionsOf(), `https://localhost:${vendor.port}`, more);
    assert.equal(failure.kind, 'connect');
    assert.match(
      failure.message,
      /It does not speak TLS there; check whether the "baseUrl" should begin with http:\/\//,
    );
  });

  describe('of clients', () => {
    const start = async (): Promise<string> => {
      const { vendor: certificate, vendorAuthority: clientAuthority } = certificates;
      return `https://localhost:${(await startVendor({ certificate, clientAuthority })).port}`;
    };
    const files = (name: 'client' | 'lockedClient'): Record<string, string> => ({
      caFile: caFile(),
      clientCertFile: certificates[name].certificateFile,
      clientKeyFile: certificates[name].keyFile,
    });

    it('are asked for with the names of the settings', async () => {
      const failure = await failureThrough(connectionsOf(), await start(), { caFile: caFile() });
      assert.equal(failure.kind, 'connect');
      assert.match(
        failure.message,
        /It wants a certificate of yours \(TLS\); name it in "clientCertFile" and "clientKeyFile" of this provider\.$/,
      );
    });

    it('are shown', async () => {
      assert.equal(textShown(await askThrough(connectionsOf(), await start(), files('client'))), wholeAnswer);
    });

    it('are shown where the key is locked, and its passphrase is known', async () => {
      const asked: string[] = [];
      const connections = connectionsOf({
        passphrase: (id) => {
          asked.push(id);
          return Promise.resolve(passphrase);
        },
      });
      assert.equal(textShown(await askThrough(connections, await start(), files('lockedClient'))), wholeAnswer);
      assert.deepEqual(asked, ['a']);
    });

    for (const [state, known] of [
      ['not there', undefined],
      ['wrong', 'open barley'],
    ] as const) {
      it(`with a passphrase that is ${state} are a matter of the settings`, async () => {
        const connections = connectionsOf({ passphrase: () => Promise.resolve(known) });
        const failure = await failureThrough(connections, await start(), files('lockedClient'));
        assert.deepEqual([failure.kind, failure.scope], ['bad-request', 'request']);
        assert.equal(
          failure.message,
          'The key in "clientKeyFile" of Alpha is locked. Give its passphrase with Everpair: Set Passphrase of a Client Key…',
        );
      });
    }
  });

  describe('in files', () => {
    it('that are not there are named', async () => {
      const failure = await failureThrough(connectionsOf(), 'https://localhost:1', { caFile: '/nowhere/ca.pem' });
      assert.equal(failure.kind, 'bad-request');
      assert.equal(failure.message, 'The file in "caFile" of Alpha could not be read (ENOENT): /nowhere/ca.pem');
    });

    it('that hold none are named', async () => {
      const file = path.join(temporaryFolder('no-certificate').path, 'ca.pem');
      for (const text of ['', 'Not a certificate.', '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n']) {
        writeFileSync(file, text);
        const failure = await failureThrough(connectionsOf(), 'https://localhost:1', { caFile: file });
        assert.equal(failure.message, `The file in "caFile" of Alpha holds no certificate in PEM: ${file}`);
      }
    });

    it('that are renewed are read anew', async () => {
      const vendor = await startVendor({ certificate: certificates.vendor });
      const file = path.join(temporaryFolder('renewed').path, 'ca.pem');
      const connections = connectionsOf();
      const baseUrl = `https://localhost:${vendor.port}`;
      writeFileSync(file, readText(certificates.proxyAuthority.certificateFile));
      assert.equal((await failureThrough(connections, baseUrl, { caFile: file })).kind, 'connect');
      writeFileSync(file, `${readText(certificates.proxyAuthority.certificateFile)}${readText(caFile())}`);
      assert.equal(textShown(await askThrough(connections, baseUrl, { caFile: file })), wholeAnswer);
    });
  });
});

describe('certificates of a proxy that opens connections', () => {
  const { start, certificates } = withSquid();

  const opened = async (): Promise<{ squid: Squid; baseUrl: string }> => {
    const vendor = await startVendor({ certificate: certificates().vendor });
    const squid = await start({ opensWith: certificates().proxyAuthority });
    return { squid, baseUrl: `https://${vendorHost}:${vendor.port}` };
  };

  it('are refused with what to do, and the host is not blamed', async () => {
    const { squid, baseUrl } = await opened();
    const failure = await failureThrough(connectionsOf({ environment: { HTTPS_PROXY: squid.url } }), baseUrl);
    assert.deepEqual([failure.kind, failure.scope], ['connect', 'network']);
    assert.equal(
      failure.message,
      `Alpha could not be reached. The certificate that came through the proxy 127.0.0.1:${squid.port} is not trusted on this machine (TLS); where the proxy opens connections, install its certificate authority, or name the file in "caFile" of this provider or in NODE_EXTRA_CA_CERTS.`,
    );
  });

  it('are trusted by "caFile" and by NODE_EXTRA_CA_CERTS', async () => {
    const { squid, baseUrl } = await opened();
    const file = certificates().proxyAuthority.certificateFile;
    const environment = { HTTPS_PROXY: squid.url };
    const byFile = await askThrough(connectionsOf({ environment }), baseUrl, { caFile: file });
    assert.equal(textShown(byFile), wholeAnswer);
    const byVariable = connectionsOf({ environment: { ...environment, NODE_EXTRA_CA_CERTS: file } });
    assert.equal(textShown(await askThrough(byVariable, baseUrl)), wholeAnswer);
    await squid.served('POST');
  });

  it('are checked although those of the proxy itself are not', async () => {
    const { squid, baseUrl } = await opened();
    const connections = connectionsOf({
      settings: () => ({ proxy: squid.url, acceptsAnyProxyCertificate: true }),
    });
    assert.equal((await failureThrough(connections, baseUrl)).scope, 'network');
  });
});

function readText(file: string): string {
  return readFileSync(file, 'utf8');
}
