import type * as vscode from 'vscode';
import type { Snooze } from '../../../engine/completion';
import type { CompletionSettingsSource } from '../settings/completionSettingsSource';
import type { DisabledFiles } from '../settings/disabledFiles';

/** Whether automatic requests are on in a document. Takes a microsecond, since each key asks. */
export class AutomaticRequests {
  constructor(
    private readonly settings: Pick<CompletionSettingsSource, 'of'>,
    private readonly snooze: Pick<Snooze, 'until'>,
    private readonly files: Pick<DisabledFiles, 'has'>,
  ) {}

  areOnIn(document: Pick<vscode.TextDocument, 'uri' | 'languageId'>): boolean {
    if (this.snooze.until !== undefined || this.files.has(document.uri)) return false;
    const { enabled, trigger } = this.settings.of(document);
    return enabled && trigger === 'automatic';
  }
}
