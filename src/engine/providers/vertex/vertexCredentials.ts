import * as l10n from '@vscode/l10n';
import type { GoogleAuth } from 'google-auth-library';
import { lazy } from '../../model/async/lazy';
import type { ProviderConfig } from '../../model/provider/providerConfig';
import { recordOf, textOf } from '../../model/text/jsonValue';
import { noAccess, type ProviderDeps, signInDown } from '../http/account';
import type { KnownFailure } from '../http/exchange';
import { projectOf } from './vertexAddress';

const sdk = lazy(() => import('google-auth-library'));

/** Milliseconds for each of the library's tries, of which it makes four. */
const tokenTimeoutMs = 5_000;

const quotaHeader = 'x-goog-user-project';

/**
 * What a request to Vertex proves itself with: a token that the user has stored, else one by the machine's credentials, as
 * Google's own tools find them: `GOOGLE_APPLICATION_CREDENTIALS`, what `gcloud auth application-default login` has written, or
 * the machine's own account in Google Cloud. Google's library keeps a token until it expires.
 */
export class VertexCredentials {
  private auth: Promise<GoogleAuth> | undefined;
  /** Of the machine's credentials. */
  private quotaProject: string | undefined;
  /** What the user has stored; empty for nothing. */
  private stored = '';

  constructor(
    private readonly config: ProviderConfig,
    private readonly deps: ProviderDeps,
  ) {}

  readonly token = async (): Promise<string> => {
    this.stored = (await this.deps.apiKey())?.trim() ?? '';
    return this.stored === '' ? this.ofMachine() : this.stored;
  };

  /** A token that the user has stored may be another account's, so that no project goes with it. */
  readonly headers = (token: string): Readonly<Record<string, string>> => ({
    Authorization: `Bearer ${token}`,
    ...(this.quotaProject === undefined || token === this.stored ? {} : { [quotaHeader]: this.quotaProject }),
  });

  private async ofMachine(): Promise<string> {
    this.auth ??= this.library();
    try {
      const auth = await this.auth;
      const headers = await auth.getRequestHeaders();
      this.quotaProject = headers.get(quotaHeader) ?? undefined;
      return (headers.get('authorization') ?? '').replace(/^Bearer /i, '');
    } catch (error) {
      // The next request reads the files again, where the user may have signed in by then.
      this.auth = undefined;
      throw failureOf(error, this.config.label);
    }
  }

  private async library(): Promise<GoogleAuth> {
    const { GoogleAuth: Auth } = await sdk();
    const fetchImplementation: typeof globalThis.fetch = (input, init) =>
      this.deps.fetch(input, { ...init, signal: AbortSignal.timeout(tokenTimeoutMs), redirect: 'error' });
    return new Auth({
      scopes: 'https://www.googleapis.com/auth/cloud-platform',
      // Else the library starts gcloud to find one.
      projectId: projectOf(this.config.baseUrl ?? '') ?? 'none',
      clientOptions: { transporterOptions: { fetchImplementation } },
    });
  }
}

function failureOf(error: unknown, label: string): KnownFailure {
  const { message, response } = recordOf(error);
  const { status, data } = recordOf(response);
  const code = textOf(recordOf(data).error);
  if (/could not load the default credentials/i.test(textOf(message))) {
    return noAccess(l10n.t('There are no Google Cloud credentials for {0}. Run {1} in a terminal.', label, login));
  }
  if (code === 'invalid_grant' || code === 'invalid_rapt') {
    return noAccess(l10n.t('The Google Cloud credentials for {0} have expired. Run {1} in a terminal.', label, login));
  }
  if (typeof status === 'number' && status >= 400 && status < 500 && status !== 429) {
    return noAccess(l10n.t('Google Cloud refused the credentials for {0} ({1}).', label, code || String(status)));
  }
  if (status === undefined && recordOf(error).config === undefined) {
    return noAccess(
      l10n.t('The Google Cloud credentials for {0} could not be read. Run {1} in a terminal.', label, login),
    );
  }
  return signInDown(l10n.t('Google Cloud gave no token for {0}: its sign-in could not be reached.', label));
}

const login = 'gcloud auth application-default login';
