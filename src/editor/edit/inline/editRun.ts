import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { contextWindows } from '../../../engine/chat';
import {
  type EditQuestion,
  editRefusalText,
  inlineEdit,
  type InlineEditEvent,
  LineMatcher,
  type LineRange,
  mergeTexts,
  type PendingHunks,
  type Preview,
  withRegion,
} from '../../../engine/edit';
import type { ProviderManager } from '../../../engine/failover';
import { abortReason, capitalised, errorSummary } from '../../../engine/model';
import { pathOf } from '../../filePath';
import { showProblem } from '../../requests/problemMessage';
import type { FileChanges } from '../changes/fileChanges';
import { readOnlyReason } from '../changes/fileToChange';
import type { RequestDeps } from '../requestDeps';
import { offerResult, say } from './editMessages';

export interface EditRunDeps extends RequestDeps {
  readonly manager: Pick<ProviderManager, 'edit' | 'chatTarget' | 'status'>;
  readonly fileChanges: FileChanges;
}

export interface EditAsked {
  readonly document: vscode.TextDocument;
  /** The text of the file when it was asked. */
  readonly base: string;
  readonly region: LineRange;
  readonly selected: string | undefined;
  readonly instruction: string;
  readonly earlier: readonly string[];
  readonly original: readonly string[] | undefined;
}

export interface EditProgress {
  /** For people: "Anthropic writes line 14". */
  readonly text: string;
  readonly lines: readonly string[];
  readonly preview: Preview | undefined;
}

export type EditOutcome =
  | {
      readonly type: 'applied';
      readonly lines: readonly string[];
      /** Who wrote it, and who before, in sentences. */
      readonly label: string;
      /** The file without the edit, and without what waited before it; undefined where that cannot be told any more. */
      readonly before: (pending: PendingHunks | undefined) => string | undefined;
    }
  /** The file is as it was. */
  | { readonly type: 'refused'; readonly tell: (retry: () => unknown) => void }
  | { readonly type: 'stopped' };

/** One instruction, from the request to the file that is changed as a whole, or is as it was. */
export class EditRun {
  /** The edit is being put into the file. */
  isApplying = false;
  private readonly controller = new AbortController();
  private readonly notes: string[] = [];
  private readonly matcher: LineMatcher;
  private progress: EditProgress = { text: '', lines: [], preview: undefined };

  constructor(
    private readonly deps: EditRunDeps,
    private readonly asked: EditAsked,
  ) {
    const { base, region } = asked;
    this.matcher = new LineMatcher(base.split(/\r?\n/).slice(region.from, region.to));
  }

  stop(): void {
    this.controller.abort(abortReason);
  }

  /** Never rejects. */
  async events(onProgress: (progress: EditProgress) => void): Promise<EditOutcome> {
    try {
      return await this.made(onProgress);
    } catch (error) {
      if (this.controller.signal.aborted) return { type: 'stopped' };
      this.deps.log.error(`An inline edit could not be made: ${errorSummary(error, { where: true })}`);
      return refused(l10n.t('The edit could not be made. The log tells more.'));
    }
  }

  private async made(onProgress: (progress: EditProgress) => void): Promise<EditOutcome> {
    const { document, base } = this.asked;
    const { manager, privacy, prepare } = this.deps;
    const { signal } = this.controller;
    const decision = await privacy.ask(document.uri, 'itself');
    if (!decision.allowed) {
      return refused(l10n.t('{0} is not sent to anyone: it is excluded by {1}.', pathOf(document.uri), decision.rule));
    }
    const readOnly = await readOnlyReason(document.uri);
    if (readOnly !== undefined) return refused(readOnly);
    await prepare(signal);
    const deps = { edit: manager.edit.bind(manager), contextWindows: () => contextWindows(manager) };
    for await (const event of inlineEdit(this.question(base), decision, deps, signal)) {
      switch (event.type) {
        case 'done':
          return signal.aborted ? { type: 'stopped' } : this.apply(event.lines, event.label);
        case 'refused': {
          const { refusal } = event;
          if (refusal.type !== 'failed') return refused(editRefusalText(refusal));
          const { problem } = refusal;
          return { type: 'refused', tell: (retry) => void showProblem(withFileAsItWas(problem), retry) };
        }
        case 'stopped':
          return { type: 'stopped' };
        case 'asking':
        case 'writing':
        case 'switched':
          this.progress = this.after(event);
          onProgress(this.progress);
      }
    }
    return { type: 'stopped' };
  }

  private question(text: string): EditQuestion {
    const { document, region, selected, instruction, earlier, original } = this.asked;
    const options = optionsOf(document);
    return {
      source: {
        path: pathOf(document.uri),
        languageId: document.languageId,
        text,
        region,
        ...(selected === undefined ? {} : { selected }),
        indentation:
          options?.insertSpaces === false ? { type: 'tabs' } : { type: 'spaces', size: Number(options?.tabSize ?? 4) },
      },
      instruction,
      earlier,
      ...(original ? { original } : {}),
    };
  }

  private after(event: Extract<InlineEditEvent, { type: 'asking' | 'writing' | 'switched' }>): EditProgress {
    switch (event.type) {
      case 'asking':
        return { ...this.progress, text: l10n.t('{0} is asked', event.label) };
      case 'switched':
        this.notes.push(l10n.t('{0}, so {1} took over.', capitalised(event.why), event.to));
        return { ...this.progress, text: l10n.t('{0}, so {1} goes on', event.why, event.to) };
      case 'writing':
        return {
          text: l10n.t('{0} writes line {1}', event.label, event.lines.length + 1),
          lines: event.lines,
          preview: this.matcher.update(event.lines),
        };
    }
  }

  private async apply(lines: readonly string[], label: string): Promise<EditOutcome> {
    const { document, base, region, instruction } = this.asked;
    const after = withRegion(base, region, lines);
    if (after === base) return refused(l10n.t('{0} left these lines as they are.', label));
    const ours = document.getText();
    this.isApplying = true;
    const result = await this.deps.fileChanges.applyChange({
      label: l10n.t('Inline edit: {0}', instruction),
      files: [{ uri: document.uri, before: base, after }],
      staysUnsaved: true,
    });
    if (result.type !== 'changed') {
      const reasons = result.type === 'refused' ? result.reasons : [l10n.t('{0} left these lines as they are.', label)];
      return { type: 'refused', tell: () => void offerResult(reasons.join(' '), document, after) };
    }
    return {
      type: 'applied',
      lines,
      label: [...new Set(this.notes), l10n.t('{0} has edited.', label)].join(' '),
      before: (pending) => without({ base, ours, after, now: document.getText() }, pending?.withoutAll(ours).text),
    };
  }
}

interface Texts {
  readonly base: string;
  /** The file before the edit was put in. */
  readonly ours: string;
  readonly after: string;
  readonly now: string;
}

/** What the user typed while the edit was put in stays in both texts. */
function without({ base, ours, after, now }: Texts, beforeAll = ours): string | undefined {
  const put = mergeTexts(base, ours, after);
  if (put.type === 'conflict') return undefined;
  const merged = mergeTexts(put.text, now, beforeAll);
  return merged.type === 'merged' ? merged.text : undefined;
}

function optionsOf(document: vscode.TextDocument): vscode.TextEditorOptions | undefined {
  return vscode.window.visibleTextEditors.find((editor) => editor.document === document)?.options;
}

function refused(text: string): EditOutcome {
  return { type: 'refused', tell: () => say(text) };
}

function withFileAsItWas<T extends { readonly title: string }>(problem: T): T {
  return { ...problem, title: `${problem.title} ${l10n.t('The file is as it was.')}` };
}
