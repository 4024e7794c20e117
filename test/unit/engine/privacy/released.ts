import type { CursorContext, ReleasedCursorContext } from '../../../../src/engine/completion/api/cursorContext';
import type { CompletionContext } from '../../../../src/engine/completion/api/completionContext';
import type { FimSnippet } from '../../../../src/engine/model/request/request';
import type { Allowed, ReleaseDecision } from '../../../../src/engine/privacy/release';
import { maySend } from '../../../../src/engine/privacy/maySend';

function granted(answer: ReleaseDecision): Allowed {
  if (!answer.allowed) throw new Error(`Kept back: ${answer.rule}`);
  return answer;
}

/** That text of a plain file of the workspace may be sent. */
export const clearance = granted(maySend({ path: 'src/a.ts', place: 'workspace' }, 'itself'));

export const released = (text: string): ReturnType<Allowed['release']>['text'] => clearance.release(text).text;

export function releasedHole(hole: CursorContext): ReleasedCursorContext {
  return { ...hole, prefix: released(hole.prefix), suffix: released(hole.suffix) };
}

export function surroundingsOf(snippets: readonly FimSnippet[], ...diagnostics: readonly string[]): CompletionContext {
  return {
    snippets: snippets.map((snippet) => ({ ...snippet, text: released(snippet.text) })),
    diagnostics: diagnostics.map(released),
    keptBack: [],
  };
}
