import type { CompletionState } from './completionState';

/** What the language status item shows. */
export interface LanguageStatusView {
  readonly text: string;
  readonly detail: string | undefined;
  readonly severity: 'information' | 'warning';
}

/** No warning, since a good model may have nothing to say for a while. Short, since VS Code cuts longer details off. */
const allEmpty = 'Only empty answers.';

export function languageStatusView(state: CompletionState): LanguageStatusView {
  switch (state.kind) {
    case 'on':
      return view(`on (${state.by})`, state.allEmpty ? allEmpty : undefined);
    case 'manual':
      return view(`manual (${state.by})`, state.allEmpty ? allEmpty : 'They come when you ask for one.');
    case 'excluded':
      return view(`excluded by ${state.by}`, 'Nothing of this file is sent.');
    case 'off-in-file':
      return view('off in this file');
    case 'off-for-language':
      return view(`off for ${state.languageId}`);
    case 'snoozed':
      return view(`snoozed until ${timeOfDay(state.until)}`);
    case 'no-provider':
      return view('no provider is set up', 'A local Ollama is looked for at the first request.', 'warning');
    case 'paused': {
      const until = state.until === undefined ? '' : ` until ${timeOfDay(state.until)}`;
      return view(`paused, no provider can serve${until}`, state.reason, 'warning');
    }
  }
}

/** In the form `14:05`. */
export function timeOfDay(ms: number): string {
  const time = new Date(ms);
  return [time.getHours(), time.getMinutes()].map((part) => String(part).padStart(2, '0')).join(':');
}

function view(
  what: string,
  detail?: string,
  severity: LanguageStatusView['severity'] = 'information',
): LanguageStatusView {
  return { text: `Everpair completions: ${what}`, detail, severity };
}
