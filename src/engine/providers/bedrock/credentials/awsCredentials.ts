import * as l10n from '@vscode/l10n';
import type { AwsCredentials } from './accessKeys';
import { type AwsProfile, readProfile } from './awsProfile';
import { type Environment, variable } from './environment';
import { processCredentials } from './processCredentials';
import { isSso, ssoCredentials } from './ssoCredentials';

export interface CredentialOptions {
  /** The provider's, for people. */
  readonly label: string;
  /** Of the settings. */
  readonly profile: string | undefined;
  readonly environment: Environment;
  readonly fetch: typeof globalThis.fetch;
  readonly now: () => number;
}

/** Where the machine's credentials are, and what the user can do about them. */
export interface CredentialLookup {
  /**
   * `problem`: one or more sentences that say what to do next. Rejects with a `KnownFailure` where a host that gives credentials
   * cannot be asked. Takes half a minute at most, whoever still waits for it: others may share it.
   */
  readonly find: () => Promise<AwsCredentials | { readonly problem: string }>;
  /** For credentials that were found and are refused. */
  readonly advice: () => Promise<string>;
}

/**
 * The places that AWS's own tools look at, in their order: variables unless a profile is named, then the profile's keys, its SSO
 * login or its command. Everything else that a profile can say, such as a role, its own tool is asked for.
 */
export function lookUpCredentials(options: CredentialOptions): CredentialLookup {
  const { environment } = options;
  const fromVariables = options.profile === undefined && variable(environment, 'AWS_PROFILE') === undefined;
  const accessKeyId = fromVariables ? variable(environment, 'AWS_ACCESS_KEY_ID') : undefined;
  const secretAccessKey = variable(environment, 'AWS_SECRET_ACCESS_KEY');
  if (accessKeyId !== undefined && secretAccessKey !== undefined) {
    const sessionToken = variable(environment, 'AWS_SESSION_TOKEN');
    const found = { accessKeyId, secretAccessKey, ...(sessionToken === undefined ? {} : { sessionToken }) };
    return {
      find: () => Promise.resolve(found),
      advice: () =>
        Promise.resolve(
          l10n.t('Set the environment variables AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN anew.'),
        ),
    };
  }
  const profile = (): Promise<AwsProfile> => readProfile(options.profile, environment);
  return {
    find: async () => ofProfile(await profile(), options),
    advice: async () => adviceFor(await profile()),
  };
}

async function ofProfile(
  profile: AwsProfile,
  options: CredentialOptions,
): Promise<AwsCredentials | { readonly problem: string }> {
  const { environment } = options;
  const { values, name } = profile;
  const { aws_access_key_id, aws_secret_access_key, aws_session_token, credential_process } = values ?? {};
  if (aws_access_key_id !== undefined && aws_secret_access_key !== undefined && values?.role_arn === undefined) {
    return {
      accessKeyId: aws_access_key_id,
      secretAccessKey: aws_secret_access_key,
      ...(aws_session_token === undefined ? {} : { sessionToken: aws_session_token }),
    };
  }
  const isKnown = values !== undefined;
  const ofLogin = isSso(profile) ? await ssoCredentials(profile, options) : undefined;
  if (ofLogin) return ofLogin;
  const command = credential_process ?? (['aws', ...exportOf(name)] as const);
  const found = isKnown || name === 'default' ? await processCredentials(command, environment) : undefined;
  return found ?? { problem: problemOf(profile, options.label) };
}

/** Knows roles, logins that have to be renewed, and what a machine in AWS's own network is given. */
function exportOf(profile: string): string[] {
  return ['configure', 'export-credentials', '--format', 'process', '--profile', profile];
}

function problemOf(profile: AwsProfile, label: string): string {
  const { name, values, configFile } = profile;
  if (values !== undefined) {
    return l10n.t('The AWS profile "{0}" gives no credentials for {1}. {2}', name, label, adviceFor(profile));
  }
  if (name !== 'default') {
    return l10n.t(
      'There is no AWS profile "{0}" for {1} in {2}. Write it there with `aws configure --profile {0}`, or name another in "profile" of the setting everpair.providers.',
      name,
      label,
      configFile,
    );
  }
  return l10n.t(
    'There are no AWS credentials for {0}. Name a profile of {1} in "profile" of the setting everpair.providers, use Everpair: Set API Key… with a Bedrock API key, or set the environment variable AWS_BEARER_TOKEN_BEDROCK.',
    label,
    configFile,
  );
}

function adviceFor(profile: AwsProfile): string {
  const { name, values, configFile } = profile;
  if (isSso(profile)) return l10n.t('Run `aws sso login --profile {0}` in a terminal.', name);
  if (values?.login_session !== undefined) return l10n.t('Run `aws login --profile {0}` in a terminal.', name);
  if (values?.credential_process !== undefined) {
    return l10n.t('Run the command credential_process of that profile in {0} in a terminal to see why.', configFile);
  }
  if (values?.aws_access_key_id !== undefined && values.role_arn === undefined) {
    return l10n.t('Renew the keys of the profile "{0}" with `aws configure --profile {0}`.', name);
  }
  return l10n.t('Run `aws configure export-credentials --profile {0}` in a terminal to see why.', name);
}
