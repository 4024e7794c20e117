import type { ProviderEntry, Reading, SourceText } from '../../../../../../src/engine/setup/import/reading';
import { fieldsOf, type Fields } from '../../../../../../src/engine/setup/import/source/parsed';

/** A configuration as a tool's own documentation has them, and what it has to become. */
export interface Case {
  readonly files: readonly string[];
  readonly read: (sources: readonly SourceText[]) => Promise<readonly Reading[]>;
  /** The values of the files, as one. */
  readonly value: (values: readonly unknown[]) => unknown;
  readonly entries: readonly ProviderEntry[];
  /** The keys that come along, in the order of the entries. */
  readonly keys: readonly (string | undefined)[];
  /** Fields that must not be taken, with a word of the reason. */
  readonly notTaken: Readonly<Record<string, RegExp>>;
}

export const claudeKey = 'sk-ant-api03-F1xtureF1xtureF1xtureF1xtureF1xture0123456789';
/** The value of the one file that there is. */
export const first = ([value]: readonly unknown[]): unknown => value;
export const list = async (reading: Promise<Reading>): Promise<readonly Reading[]> => [await reading];
/** The value of the first file, with that of the second as one more field. */
export const beside =
  (name: string) =>
  ([value, other]: readonly unknown[]): unknown =>
    fieldsOf([...Object.entries(value as Fields), [name, other] as const]);
export const need = <T>(value: T | undefined): T => value as T;
