import * as vscode from 'vscode';

/** Milliseconds after which work says that it is under way. */
const quietMs = 1_000;

/** Does the work, with a notification from which it can be cancelled when it takes its time; undefined when it was cancelled. */
export async function slowProgress<T>(
  title: string,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T | undefined> {
  const stop = new AbortController();
  const result = work(stop.signal).catch((error: unknown) => {
    if (stop.signal.aborted) return undefined;
    throw error;
  });
  let timer: NodeJS.Timeout | undefined;
  const isSlow = await Promise.race([
    result.then(() => false),
    new Promise<true>((resolve) => (timer = setTimeout(() => resolve(true), quietMs))),
  ]);
  clearTimeout(timer);
  if (!isSlow) return result;
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  return vscode.window.withProgress(options, (_, token) => {
    token.onCancellationRequested(() => stop.abort());
    return result;
  });
}
