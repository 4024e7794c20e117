import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { type Gathered, type MentionItem, type ProblemReport, problemsText } from '../../../../engine/chat';
import type { KeptBackFile, Release } from '../../../../engine/privacy';
import type { FilePrivacy } from '../../../privacy/filePrivacy';
import { type ContextSource, type Found, idRest, openerId } from '../contextSource';
import { nameOf, pathOf } from '../../../filePath';
import { releaseChosen } from '../../../privacy/releaseChosen';
import type { LineRange } from '../files/fileReader';

const severities = ['error', 'warning', 'information', 'hint'] as const;
/** Hints mark what could be shorter, by the thousand. */
const leastSeverity = vscode.DiagnosticSeverity.Information;

/** What the editor reports as errors and warnings, with the lines that they are about. */
export class ProblemsSource implements ContextSource {
  constructor(
    private readonly privacy: FilePrivacy,
    private readonly currentFile: () => vscode.Uri | undefined,
  ) {}

  root(): MentionItem {
    const detail = l10n.t('Errors and warnings, with their lines');
    return { id: openerId('problems'), kind: 'problems', label: l10n.t('Problems'), detail, opens: true };
  }

  find(): Promise<Found> {
    const all = diagnostics();
    const count = all.reduce((sum, [, each]) => sum + each.length, 0);
    const items: MentionItem[] = [
      { id: 'problems:', kind: 'problems', label: l10n.t('Problems'), detail: l10n.t('{0} in all files', count) },
    ];
    const file = this.currentFile();
    if (file) {
      items.unshift({ ...problemsItem(file), detail: l10n.t('{0} in it', problemsIn(file)) });
    }
    return Promise.resolve({ items });
  }

  async gather(id: string): Promise<Gathered> {
    const { only, lines: within } = meantBy(idRest(id));
    const meant = diagnostics()
      .filter(([uri]) => only === '' || uri.toString() === only)
      .map(([uri, all]) => [uri, within ? all.filter(({ range }) => isWithin(range, within)) : all] as const);
    const reports: ProblemReport[] = [];
    const keptBack: KeptBackFile[] = [];
    for (const [uri, each] of meant) {
      const decision = await this.privacy.ask(uri, only === '' ? 'context' : 'chosen');
      if (decision.allowed) reports.push(...(await reportsOf(uri, each, decision.release)));
      else keptBack.push({ path: pathOf(uri), reason: decision.reason, rule: decision.rule });
    }
    if (reports.length === 0) return { pieces: [], keptBack, note: l10n.t('There are no problems.') };
    const path = only === '' ? l10n.t('the workspace') : pathOf(vscode.Uri.parse(only, true));
    const { text, masked } = releaseChosen(problemsText(reports));
    const total = text.split('\n').length;
    const lines = { first: 1, last: total, total, cut: false };
    return { pieces: [{ attachment: { kind: 'problems', path, languageId: '', lines, text, masked } }], keptBack };
  }
}

/** How many problems there are in a file, or in some of its lines. */
export function problemsIn(uri: vscode.Uri, lines?: LineRange): number {
  const all = diagnostics().find(([each]) => each.toString() === uri.toString())?.[1] ?? [];
  return all.filter(({ range }) => !lines || isWithin(range, lines)).length;
}

/** The problems of a file, or of some of its lines. */
export function problemsItem(uri: vscode.Uri, lines?: LineRange): MentionItem {
  const label = l10n.t('Problems in {0}', nameOf(uri));
  const place = lines ? `lines:${lines.first}:${lines.last}:` : '';
  return { id: `problems:${place}${uri.toString()}`, kind: 'problems', label, detail: pathOf(uri) };
}

/** What an id means behind its kind: an address, empty for all files, and perhaps lines before it. */
function meantBy(rest: string): { readonly only: string; readonly lines?: LineRange } {
  const [, first, last, only] = /^lines:(\d+):(\d+):(.*)$/.exec(rest) ?? [];
  return only === undefined ? { only: rest } : { only, lines: { first: Number(first), last: Number(last) } };
}

function isWithin({ start, end }: vscode.Range, { first, last }: LineRange): boolean {
  return start.line <= last && end.line >= first;
}

function diagnostics(): readonly (readonly [vscode.Uri, readonly vscode.Diagnostic[]])[] {
  return vscode.languages
    .getDiagnostics()
    .map(([uri, all]) => [uri, all.filter(({ severity }) => severity <= leastSeverity)] as const)
    .filter(([, all]) => all.length > 0);
}

async function reportsOf(
  uri: vscode.Uri,
  all: readonly vscode.Diagnostic[],
  release: (text: string) => Release,
): Promise<readonly ProblemReport[]> {
  // The whole is masked: one line of a key alone does not look like one.
  const lines = release(await textOf(uri)).text.split('\n');
  return all.map(({ range, severity, message, source, code }) => ({
    path: pathOf(uri),
    line: range.start.line + 1,
    column: range.start.character + 1,
    severity: severities[severity],
    message,
    origin: [source, typeof code === 'object' ? code.value : code].filter((part) => part !== undefined).join(' '),
    code: lines[range.start.line] ?? '',
  }));
}

async function textOf(uri: vscode.Uri): Promise<string> {
  try {
    return (await vscode.workspace.openTextDocument(uri)).getText().replace(/\r\n?/g, '\n');
  } catch {
    // Problems of a file that is gone still say something.
    return '';
  }
}
