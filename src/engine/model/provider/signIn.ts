import type { Disposable } from '../async/event';

/** Accounts that the host signs in to by itself, as VS Code does with Microsoft's. */
export interface SignIn {
  /** The token of the account for these scopes, without asking anything; undefined where nobody is signed in. */
  token(scopes: readonly string[]): Promise<string | undefined>;
  /** Somebody has signed in or out. */
  onDidChange(listener: () => void): Disposable;
}
