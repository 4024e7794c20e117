import * as l10n from '@vscode/l10n';
import type { CompletionState } from './completionState';

/** What the language status item shows. */
export interface LanguageStatusView {
  readonly text: string;
  readonly detail: string | undefined;
  readonly severity: 'information' | 'warning';
}

/** No warning, since a good model may have nothing to say for a while. Short, since VS Code cuts longer details off. */
function emptyNote(): string {
  return l10n.t('Only empty answers.');
}

export function languageStatusView(state: CompletionState): LanguageStatusView {
  switch (state.kind) {
    case 'on':
      return view(l10n.t('Everpair completions: on ({0})', state.by), state.allEmpty ? emptyNote() : undefined);
    case 'manual':
      return view(
        l10n.t('Everpair completions: manual ({0})', state.by),
        state.allEmpty ? emptyNote() : l10n.t('They come when you ask for one.'),
      );
    case 'excluded':
      return view(l10n.t('Everpair completions: excluded by {0}', state.by), l10n.t('Nothing of this file is sent.'));
    case 'off-in-file':
      return view(l10n.t('Everpair completions: off in this file'));
    case 'off-for-language':
      return view(l10n.t('Everpair completions: off for {0}', state.languageId));
    case 'snoozed':
      return view(l10n.t('Everpair completions: snoozed until {0}', timeOfDay(state.until)));
    case 'no-provider':
      return view(
        l10n.t('Everpair completions: no provider is set up'),
        l10n.t('A local Ollama is looked for at the first request.'),
        'warning',
      );
    case 'paused': {
      const text =
        state.until === undefined
          ? l10n.t('Everpair completions: paused, no provider can serve')
          : l10n.t('Everpair completions: paused, no provider can serve until {0}', timeOfDay(state.until));
      return view(text, state.reason, 'warning');
    }
  }
}

/** In the form `14:05`. */
export function timeOfDay(ms: number): string {
  const time = new Date(ms);
  return [time.getHours(), time.getMinutes()].map((part) => String(part).padStart(2, '0')).join(':');
}

function view(
  text: string,
  detail?: string,
  severity: LanguageStatusView['severity'] = 'information',
): LanguageStatusView {
  return { text, detail, severity };
}
