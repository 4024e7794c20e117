import { exec, execFile } from 'node:child_process';
import { homedir } from 'node:os';
import { promisify } from 'node:util';
import { recordOf, textOf } from '../../../model/text/jsonValue';
import type { AwsCredentials } from './accessKeys';
import type { Environment } from './environment';

/** Milliseconds; a command that waits for an answer of the user's would wait for ever. */
const timeoutMs = 30_000;

/**
 * What a command prints, by https://docs.aws.amazon.com/sdkref/latest/guide/feature-process-credentials.html. `command`: a line of
 * the user's own file, or a program with its arguments. Undefined where it fails or prints something else. Never throws.
 */
export async function processCredentials(
  command: string | readonly [program: string, ...args: string[]],
  environment: Environment,
): Promise<AwsCredentials | undefined> {
  // Not the workspace's folder: a program there must not be taken for the one that is meant.
  const options = { cwd: homedir(), env: { ...environment }, timeout: timeoutMs, windowsHide: true };
  try {
    const { stdout } =
      typeof command === 'string'
        ? await promisify(exec)(command, options)
        : await promisify(execFile)(command[0], command.slice(1), options);
    return read(stdout);
  } catch {
    return undefined;
  }
}

function read(json: string): AwsCredentials | undefined {
  const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = recordOf(JSON.parse(json));
  if (textOf(AccessKeyId) === '' || textOf(SecretAccessKey) === '') return undefined;
  const expiresAt = Date.parse(textOf(Expiration));
  return {
    accessKeyId: textOf(AccessKeyId),
    secretAccessKey: textOf(SecretAccessKey),
    ...(textOf(SessionToken) === '' ? {} : { sessionToken: textOf(SessionToken) }),
    ...(Number.isNaN(expiresAt) ? {} : { expiresAt }),
  };
}
