import * as vscode from 'vscode';

/** `increment`: percent that were done since the last report, for a bar; without one the bar runs. */
export type Report = (message: string, increment?: number) => void;

/**
 * Does work with a notification of its progress, from which the user can cancel it. Undefined where it rejects after that; otherwise it
 * ends as the work does.
 */
export async function cancellableProgress<T>(
  title: string,
  work: (signal: AbortSignal, report: Report) => Promise<T>,
): Promise<T | undefined> {
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  return vscode.window.withProgress(options, async (progress, token) => {
    const controller = new AbortController();
    const subscription = token.onCancellationRequested(() => controller.abort());
    try {
      return await work(controller.signal, (message, increment) =>
        progress.report(increment === undefined ? { message } : { message, increment }),
      );
    } catch (error) {
      if (controller.signal.aborted) return undefined;
      throw error;
    } finally {
      subscription.dispose();
    }
  });
}
