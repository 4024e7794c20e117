import { homedir } from 'node:os';
import path from 'node:path';

/** The machine's variables. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The folder that AWS's tools keep their files in. */
export function awsFolder({ HOME, USERPROFILE }: Environment): string {
  return path.join(HOME ?? USERPROFILE ?? homedir(), '.aws');
}

/** Undefined for a variable that is set to nothing. */
export function variable(environment: Environment, name: string): string | undefined {
  const value = environment[name]?.trim();
  return value === '' ? undefined : value;
}
