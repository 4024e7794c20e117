import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { changeScheme } from '../../ids';

/** Texts of files before and after a change, for VS Code's diff editor. They can only be read. */
export interface ChangedTexts {
  readonly file: vscode.Uri;
  /** Undefined: there is no such file. */
  readonly before: string | undefined;
  readonly after: string | undefined;
}

interface Place {
  /** Of the change. */
  readonly id: string;
  readonly file: string;
  readonly side: 'before' | 'after';
}

/** Looks a change up; undefined where there is none any more. */
export type TextSource = (id: string) => Promise<readonly ChangedTexts[] | undefined>;

export class ChangeDocuments implements vscode.TextDocumentContentProvider, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<vscode.Uri>();

  readonly onDidChange = this.changed.event;

  /** `sources`: who may know a change, in the order in which they are asked. */
  constructor(private readonly sources: readonly TextSource[]) {}

  async provideTextDocumentContent(uri: vscode.Uri): Promise<string> {
    const place = placeOf(uri);
    for (const source of place ? this.sources : []) {
      const texts = await source(place?.id ?? '');
      const found = texts?.find(({ file }) => file.toString() === place?.file);
      if (found) return found[place?.side ?? 'after'] ?? '';
    }
    return l10n.t('This change is not known any more.\n');
  }

  /** Texts of a change are others now. */
  refresh(id: string): void {
    for (const { uri } of vscode.workspace.textDocuments) if (changeIdOf(uri) === id) this.changed.fire(uri);
  }

  dispose(): void {
    this.changed.dispose();
  }
}

/** The address of one side of a change. Its path is the file's, so that it has its language and its name. */
export function changeUri(id: string, file: vscode.Uri, side: Place['side']): vscode.Uri {
  const place: Place = { id, file: file.toString(), side };
  return vscode.Uri.from({ scheme: changeScheme, path: file.path, query: JSON.stringify(place) });
}

/** Undefined where it is no document of a change. */
export function changeIdOf(uri: vscode.Uri): string | undefined {
  return placeOf(uri)?.id;
}

/** The file that a document of a change is of. */
export function changedFileOf(uri: vscode.Uri): vscode.Uri | undefined {
  const file = placeOf(uri)?.file;
  return file === undefined ? undefined : vscode.Uri.parse(file, true);
}

function placeOf({ scheme, query }: vscode.Uri): Place | undefined {
  if (scheme !== changeScheme) return undefined;
  try {
    return JSON.parse(query) as Place;
  } catch {
    // An address that somebody else made.
    return undefined;
  }
}
