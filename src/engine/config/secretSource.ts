import type { Disposable } from '../model/async/event';

/** Where keys are kept: a host brings it. VS Code's `SecretStorage` fits. */
export interface SecretSource {
  get(key: string): PromiseLike<string | undefined>;
  store(key: string, value: string): PromiseLike<void>;
  delete(key: string): PromiseLike<void>;
  /** Also for changes by another window, where the host knows of them. */
  onDidChange(listener: (change: { readonly key: string }) => void): Disposable;
}
