import path from 'node:path';
import { lazy } from '../../../model/async/lazy';
import { awsFolder, type Environment, variable } from './environment';

const files = lazy(() => import('@smithy/core/config'));

/** One profile of AWS's files, with what its SSO session says. */
export interface AwsProfile {
  readonly name: string;
  /** By the names of https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-files.html; undefined: there is no such profile. */
  readonly values: Readonly<Record<string, string | undefined>> | undefined;
  /** Where it was looked for, for people. */
  readonly configFile: string;
}

/** Reads the files anew. `named`: in the settings. */
export async function readProfile(named: string | undefined, environment: Environment): Promise<AwsProfile> {
  const { loadSharedConfigFiles } = await files();
  const name = named ?? variable(environment, 'AWS_PROFILE') ?? 'default';
  const folder = awsFolder(environment);
  const config = variable(environment, 'AWS_CONFIG_FILE') ?? path.join(folder, 'config');
  const { configFile, credentialsFile } = await loadSharedConfigFiles({
    configFilepath: config,
    filepath: variable(environment, 'AWS_SHARED_CREDENTIALS_FILE') ?? path.join(folder, 'credentials'),
    ignoreCache: true,
  });
  const own = { ...configFile[name], ...credentialsFile[name] };
  const session = own.sso_session === undefined ? {} : configFile[`sso-session.${own.sso_session}`];
  const isThere = name in configFile || name in credentialsFile;
  return { name, values: isThere ? { ...session, ...own } : undefined, configFile: config };
}
