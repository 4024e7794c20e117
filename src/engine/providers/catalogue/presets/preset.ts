import type { Host } from '../host';

/** A vendor or a kind of server that speaks Chat Completions, as `preset` in a provider's setting names it. */
export interface Preset extends Host {
  readonly id: string;
  /** For people. */
  readonly label: string;
  /** Without a slash at its end. A vendor's cannot be changed in the settings, a server's can. */
  readonly baseUrl: string;
  /** It runs at an address of the user's own, this machine where none is set. */
  readonly isServer: boolean;
  /** Environment variable that holds the key by the vendor's own convention; a server of the user's own has none. */
  readonly apiKeyEnv?: string;
  /** Where a key is made. */
  readonly keyPage?: string;
  /** Models where the user has named none; absent where only the server knows its models. */
  readonly models?: { readonly chat: string; readonly completion: string };
  readonly source: PresetSource;
}

/** What a row rests on: pages and source code, read in stored copies and partly in excerpts; no host was asked. */
export interface PresetSource {
  readonly urls: readonly string[];
  /** When they were read, as "2026-11-30". */
  readonly on: string;
  /** What of the row none of them shows, and where it is from; absent where they show all. */
  readonly elsewhere?: string;
}
