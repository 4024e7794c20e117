import * as l10n from '@vscode/l10n';
import { pathOf } from '../../filePath';
import type { ChangeResult } from './fileChanges';

/** What a change came to, in sentences. `done`: what is said where it was made. */
export function resultText(result: ChangeResult, done: string): string {
  switch (result.type) {
    case 'unchanged':
      return l10n.t('Nothing had to be changed: all of it is there already.');
    case 'refused':
      return l10n.t('No file was changed. {0}', result.reasons.join(' '));
    case 'changed': {
      const merged = result.merged.map(pathOf).join(', ');
      const unsaved = result.unsaved.map(pathOf).join(', ');
      return [
        done,
        ...(merged === '' ? [] : [l10n.t('What you changed meanwhile stays: {0}.', merged)]),
        ...(unsaved === '' ? [] : [l10n.t('Not saved yet: {0}.', unsaved)]),
      ].join(' ');
    }
  }
}
