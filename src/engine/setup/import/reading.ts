import type { OwnValues } from '../../providers/descriptor/providerDescriptor';
import type { ModelUse } from '../modelUse';
import type { SecretText } from './account/secretText';
import type { Path } from './source/path';

/** A file of a tool, as a host found it. */
export interface SourceText {
  /** As the user knows it, `~/.continue/config.yaml`. */
  readonly path: string;
  readonly text: string;
}

/** One entry for `everpair.providers`, checked. Holds no key. */
export interface ProviderEntry extends OwnValues {
  readonly id: string;
  readonly type: string;
  /** See `Preset`: the address and the key's variable are its own where they are absent. */
  readonly preset?: string;
  readonly model: string;
  readonly completionModel?: string;
  readonly baseUrl?: string;
  readonly apiKeyEnv?: string;
  readonly label?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly contextWindow?: number;
  readonly maxOutputTokens?: number;
}

/** Where a tool says that the key of a provider is. */
export type KeyOrigin =
  | { readonly kind: 'value'; readonly secret: SecretText }
  | { readonly kind: 'variable'; readonly name: string }
  /** Why it cannot be taken, one sentence. */
  | { readonly kind: 'elsewhere'; readonly why: string };

/** One model that a tool's settings name. */
export interface FoundModel {
  /** The tool's own word for who serves it. */
  readonly vendor: string;
  /** Absent where only an account is known: its usual models are meant. */
  readonly model?: string;
  readonly use: ModelUse;
  readonly label?: string;
  readonly baseUrl?: string;
  readonly key?: KeyOrigin;
  readonly headers?: unknown;
  readonly contextWindow?: number;
  readonly maxOutputTokens?: number;
  /** Of Azure: the dated version of its API. */
  readonly apiVersion?: string;
  /** The protocol where the tool names one, a type of Everpair's. */
  readonly type?: string;
  /** The part of the file that is about this model and nothing else. */
  readonly item?: Path;
  /** Where each of the values stands in the file. */
  readonly places: Places;
}

/** A field of `FoundModel`, and the place of it in the file. */
export type Places = Partial<
  Record<
    | 'vendor'
    | 'model'
    | 'use'
    | 'label'
    | 'baseUrl'
    | 'key'
    | 'headers'
    | 'contextWindow'
    | 'maxOutputTokens'
    | 'apiVersion'
    | 'type',
    Path
  >
>;

export interface FoundAccount {
  readonly entry: ProviderEntry;
  readonly key?: SecretText;
}

export interface Taken {
  readonly field: string;
  /** A field of an entry of `everpair.providers`, or `key`. */
  readonly becomes: string;
}

export interface NotTaken {
  readonly field: string;
  readonly why: string;
}

/** What one file of a tool says, and what becomes of each part of it. */
export interface Reading {
  readonly tool: string;
  readonly path: string;
  readonly accounts: readonly FoundAccount[];
  readonly taken: readonly Taken[];
  readonly notTaken: readonly NotTaken[];
  /** Why it could not be read, one sentence. */
  readonly problem?: string;
}
