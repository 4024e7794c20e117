import type { CancellationToken } from 'vscode';
import { abortReason } from '../../engine/model';

/** A signal that aborts with a token of VS Code's; dispose it when the work has ended. */
export function tokenSignal(token: CancellationToken): { readonly signal: AbortSignal; readonly dispose: () => void } {
  const controller = new AbortController();
  const abort = (): void => controller.abort(abortReason);
  if (token.isCancellationRequested) abort();
  const subscription = token.onCancellationRequested(abort);
  return { signal: controller.signal, dispose: () => void subscription.dispose() };
}
