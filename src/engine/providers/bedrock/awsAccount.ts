import * as l10n from '@vscode/l10n';
import type { Failure } from '../../model/failure/failure';
import { LookupCache } from '../../model/async/ttlCache';
import type { Clock } from '../../model/async/clock';
import { noAccess } from '../http/account';
import type { AwsCredentials } from './credentials/accessKeys';
import { type CredentialLookup, lookUpCredentials } from './credentials/awsCredentials';
import { readProfile } from './credentials/awsProfile';
import { type Environment, variable } from './credentials/environment';

export interface AwsAccountOptions {
  readonly label: string;
  /** Of the settings, as is the region. */
  readonly profile: string | undefined;
  readonly region: string | undefined;
  /** By the settings, the region's where they name one; undefined: Amazon's, in the region that the machine says. */
  readonly baseUrl: string | undefined;
  readonly regionalBaseUrl: (region: string) => string;
  readonly environment: Environment;
  readonly fetch: typeof globalThis.fetch;
  readonly clock: Pick<Clock, 'monotonicMs' | 'now'>;
  /** Gets every secret that is read, so that no failure holds one. */
  readonly onSecret: (secret: string) => void;
}

export interface AwsSigning {
  readonly region: string;
  readonly credentials: AwsCredentials;
}

/** Where a request goes, and how it says who asks. */
export interface AwsAccess {
  readonly baseUrl: string;
  /** Undefined: the key says it. */
  readonly signing: AwsSigning | undefined;
}

/** Credentials that say no end hold this long, since their file may change. */
const keptForMs = 60_000;
/** What the account has to be allowed for an answer. */
const usualAction = 'bedrock:InvokeModelWithResponseStream';

/** Credentials are replaced so long before their end. */
const marginMs = 5 * 60_000;

/** Who asks Amazon, and where: a key of Bedrock's own, a pair of access keys, or what the machine has for AWS. */
export class AwsAccount {
  private readonly lookups: LookupCache<AwsCredentials>;

  constructor(private readonly options: AwsAccountOptions) {
    this.lookups = new LookupCache({ clock: options.clock, ttlMs: keptForMs });
  }

  /** `key`: of Bedrock's own, a pair of access keys, or none. Throws a `KnownFailure` that says what to do. */
  async access(key: string | undefined): Promise<AwsAccess> {
    const { baseUrl, regionalBaseUrl } = this.options;
    const credentials = key === undefined ? await this.credentials() : this.pairIn(key);
    const region = await this.region();
    return {
      baseUrl: baseUrl ?? regionalBaseUrl(region),
      signing: credentials ? { region, credentials } : undefined,
    };
  }

  /** After a refusal: what is read anew may be good. */
  forget(): void {
    this.lookups.forget('');
  }

  /** What a refusal means and what the user can do about it; undefined where the usual words are right. */
  async refused({ code, message }: Pick<Failure, 'code' | 'message'>, hadKey: boolean): Promise<string | undefined> {
    const { label } = this.options;
    if (code === 'accessdeniedexception' && !/authentication failed/i.test(message)) {
      const action = /not authorized to perform: ([\w:]+)/i.exec(message)?.[1] ?? usualAction;
      return l10n.t('{0} knows who asks and does not allow it. Allow "{1}" in AWS.', label, action);
    }
    if (hadKey) return undefined;
    return l10n.t('{0} did not accept the AWS credentials. {1}', label, await this.lookup().advice());
  }

  /** `ACCESS_KEY_ID:SECRET_ACCESS_KEY`, perhaps with a session token behind it, in the place of a key. */
  private pairIn(key: string): AwsCredentials | undefined {
    const [, accessKeyId, secretAccessKey, sessionToken] =
      /^(A[KS]IA[A-Z0-9]{12,124}):([A-Za-z0-9/+]{40})(?::(\S+))?$/.exec(key) ?? [];
    if (accessKeyId === undefined || secretAccessKey === undefined) return undefined;
    this.options.onSecret(secretAccessKey);
    if (sessionToken !== undefined) this.options.onSecret(sessionToken);
    return { accessKeyId, secretAccessKey, ...(sessionToken === undefined ? {} : { sessionToken }) };
  }

  private async region(): Promise<string> {
    const { baseUrl, region, environment, label } = this.options;
    const named =
      region ??
      regionIn(baseUrl) ??
      variable(environment, 'AWS_REGION') ??
      variable(environment, 'AWS_DEFAULT_REGION') ??
      (await this.ofProfile());
    if (named !== undefined && /^[a-z0-9-]{1,40}$/.test(named)) return named;
    // A host of the user's own may stand for any.
    if (baseUrl !== undefined) return 'us-east-1';
    throw noAccess(
      l10n.t(
        'No AWS region is known for {0}. Give "region" in the setting everpair.providers, such as "eu-central-1", or set the environment variable AWS_REGION.',
        label,
      ),
    );
  }

  private async credentials(): Promise<AwsCredentials> {
    const found = await this.lookups.get('', () => this.lookUp());
    if ((found.expiresAt ?? Infinity) >= this.options.clock.now() + marginMs) return found;
    this.forget();
    return this.lookups.get('', () => this.lookUp());
  }

  private async lookUp(): Promise<AwsCredentials> {
    const found = await this.lookup().find();
    if ('problem' in found) throw noAccess(found.problem);
    this.options.onSecret(found.secretAccessKey);
    if (found.sessionToken !== undefined) this.options.onSecret(found.sessionToken);
    return found;
  }

  private lookup(): CredentialLookup {
    const { label, profile, environment, fetch, clock } = this.options;
    return lookUpCredentials({ label, profile, environment, fetch, now: () => clock.now() });
  }

  private async ofProfile(): Promise<string | undefined> {
    const { profile, environment } = this.options;
    return (await readProfile(profile, environment)).values?.region;
  }
}

/** Amazon's hosts, those of its private networks too, name their region. */
function regionIn(baseUrl: string | undefined): string | undefined {
  if (baseUrl === undefined) return undefined;
  const { hostname } = new URL(baseUrl);
  return /\.amazonaws\.com(?:\.cn)?$/.test(hostname) ? /\b[a-z]{2,3}(?:-[a-z]+)+-\d\b/.exec(hostname)?.[0] : undefined;
}
