import * as l10n from '@vscode/l10n';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { recordOf, textOf, type WireRecord } from '../../../model/text/jsonValue';
import { signInDown } from '../../http/account';
import type { AwsCredentials } from './accessKeys';
import type { AwsProfile } from './awsProfile';
import { awsFolder, type Environment } from './environment';

export interface SsoOptions {
  /** The provider's, for people. */
  readonly label: string;
  readonly environment: Environment;
  readonly fetch: typeof globalThis.fetch;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** Milliseconds. */
const timeoutMs = 15_000;

/** Whether the profile's credentials come of a login with `aws sso login`. */
export function isSso({ values }: AwsProfile): boolean {
  return values?.sso_account_id !== undefined && values.sso_role_name !== undefined;
}

/**
 * Credentials of the role, for the token that the login left in AWS's folder:
 * https://docs.aws.amazon.com/singlesignon/latest/PortalAPIReference/API_GetRoleCredentials.html. Undefined where the token is
 * missing, has ended or is refused. Throws a `KnownFailure` where nobody answers.
 */
export async function ssoCredentials(profile: AwsProfile, options: SsoOptions): Promise<AwsCredentials | undefined> {
  const { sso_session, sso_start_url, sso_region, sso_account_id = '', sso_role_name = '' } = profile.values ?? {};
  const token = await tokenOf(sso_session ?? sso_start_url ?? '', options);
  if (token === undefined || sso_region === undefined || !/^[a-z0-9-]+$/.test(sso_region)) return undefined;
  const query = new URLSearchParams({ role_name: sso_role_name, account_id: sso_account_id });
  const url = `https://portal.sso.${sso_region}.amazonaws.com/federation/credentials?${query.toString()}`;
  const { accessKeyId, secretAccessKey, sessionToken, expiration } = await roleCredentials(url, token, options);
  if (textOf(accessKeyId) === '' || textOf(secretAccessKey) === '') return undefined;
  return {
    accessKeyId: textOf(accessKeyId),
    secretAccessKey: textOf(secretAccessKey),
    sessionToken: textOf(sessionToken),
    ...(typeof expiration === 'number' ? { expiresAt: expiration } : {}),
  };
}

/** Empty where the token is refused. */
async function roleCredentials(url: string, token: string, { fetch, label }: SsoOptions): Promise<WireRecord> {
  try {
    const headers = { 'x-amz-sso_bearer_token': token };
    const response = await fetch(url, { headers, redirect: 'error', signal: AbortSignal.timeout(timeoutMs) });
    if (response.ok) return recordOf(recordOf(await response.json()).roleCredentials);
    await response.body?.cancel();
    // Other statuses say nothing of the login.
    if (response.status < 500 && response.status !== 429) return {};
  } catch {
    // Nor does a host that cannot be reached, or an answer that is none.
  }
  throw signInDown(l10n.t('AWS gave no credentials for {0}: its sign-in could not be reached.', label));
}

async function tokenOf(login: string, { environment, now }: SsoOptions): Promise<string | undefined> {
  const name = `${createHash('sha1').update(login).digest('hex')}.json`;
  const file = path.join(awsFolder(environment), 'sso', 'cache', name);
  try {
    const { accessToken, expiresAt } = recordOf(JSON.parse(await readFile(file, 'utf8')));
    const isGood = Date.parse(textOf(expiresAt)) > now();
    return isGood && textOf(accessToken) !== '' ? textOf(accessToken) : undefined;
  } catch {
    return undefined;
  }
}
