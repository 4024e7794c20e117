import { endTest } from '../../../real/support/ending';
import { opensslLacking } from './authorities';
import { type Squid, type SquidOptions, startSquid } from './squid';
import { ensureSquid, type SquidBuild } from './squidBuild';
import { type Certificates, makeCertificates, vendorHost } from './stage';

export interface WithSquid {
  /** A squid that knows where the vendor is. */
  readonly start: (options?: SquidOptions) => Promise<Squid>;
  /** The environment alone, as a command line has it, with the authority of the vendor. */
  readonly environment: (proxy: string) => { readonly environment: Record<string, string> };
  readonly certificates: () => Certificates;
}

/** For the suite that it is called in, which is skipped with the reason where this machine can have no squid. */
export function withSquid(): WithSquid {
  let made: { readonly certificates: Certificates; readonly build: SquidBuild };
  before(async function () {
    this.timeout(5 * 60_000);
    const why = await opensslLacking();
    const squid = why === undefined ? await ensureSquid(console.log) : { why };
    if ('build' in squid) {
      made = { build: squid.build, certificates: await makeCertificates() };
      return;
    }
    console.log(`Skipped, since there is no squid here. ${squid.why}`);
    this.skip();
  });
  afterEach(endTest);
  return {
    start: (options = {}) => startSquid(made.build, { hosts: [vendorHost], ...options }),
    environment: (proxy) => ({
      environment: { HTTPS_PROXY: proxy, NODE_EXTRA_CA_CERTS: made.certificates.vendorAuthority.certificateFile },
    }),
    certificates: () => made.certificates,
  };
}
