import * as l10n from '@vscode/l10n';
import type { LocalServerSetup, RunningOllama } from '../../engine/config';
import { cancellableProgress } from '../cancellableProgress';
import { shownLoad } from './sizes';

/** How a load ended; `message`: for a person. */
export type LoadEnd =
  | { readonly type: 'loaded' }
  | { readonly type: 'cancelled'; readonly loadedBytes: number; readonly totalBytes: number }
  | { readonly type: 'failed'; readonly message: string };

/** Loads a model with a progress bar from which it can be cancelled. */
export async function loadModel(local: LocalServerSetup, ollama: RunningOllama, model: string): Promise<LoadEnd> {
  let [loadedBytes, totalBytes, shownPercent] = [0, 0, 0];
  const title = l10n.t('Everpair: loading {0}', model);
  const outcome = await cancellableProgress(title, (signal, report) =>
    local.pull(ollama, model, signal, (progress) => {
      ({ loadedBytes, totalBytes } = progress);
      if (progress.step === 'beginning') {
        report(l10n.t("asking Ollama's registry"));
        return;
      }
      const percent = totalBytes > 0 ? (loadedBytes / totalBytes) * 100 : 0;
      const text =
        progress.step === 'checking'
          ? l10n.t('checking what has come')
          : shownLoad(loadedBytes, totalBytes, progress.bytesPerSecond);
      report(text, Math.max(0, percent - shownPercent));
      shownPercent = Math.max(shownPercent, percent);
    }),
  );
  if (outcome === undefined || outcome.type === 'cancelled') return { type: 'cancelled', loadedBytes, totalBytes };
  return outcome;
}
