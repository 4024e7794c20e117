import * as vscode from 'vscode';
import {
  declarationHeight,
  type Definition,
  type Definitions,
  maxDeclarationLines,
  type SymbolUse,
} from '../../../engine/completion';
import { pathOf, textOfLines } from './editorDocuments';
import { mayBePiece } from './notebookCells';
import { isTooLarge, partOf } from '../../../engine/privacy';
import { type FilePrivacy, placeOf } from '../../privacy/filePrivacy';

/** Declarations of one name. */
const maxDefinitions = 2;

/** Characters of a declaration that are kept. */
const maxDefinitionChars = 2_000;

interface Target {
  readonly uri: vscode.Uri;
  readonly range: vscode.Range;
}

/**
 * Declarations from VS Code's language features, in files of the workspace only. Files that are not open are read from
 * disk, since opening a document would notify every language server.
 */
export class EditorDefinitions implements Definitions {
  constructor(private readonly privacy: FilePrivacy) {}

  async find({ document, line, character, wanted }: SymbolUse): Promise<readonly Definition[]> {
    const command = wanted === 'type' ? 'vscode.executeTypeDefinitionProvider' : 'vscode.executeDefinitionProvider';
    const found = await vscode.commands.executeCommand<(vscode.Location | vscode.LocationLink)[] | undefined>(
      command,
      vscode.Uri.parse(document, true),
      new vscode.Position(line, character),
    );
    const definitions = await Promise.all(
      (found ?? []).slice(0, maxDefinitions).map((each) => this.read(targetOf(each), document)),
    );
    return definitions.filter((definition) => definition !== undefined);
  }

  private async read({ uri, range }: Target, forDocument: string): Promise<Definition | undefined> {
    const isOwn = uri.toString() === forDocument;
    const asking = vscode.Uri.parse(forDocument, true);
    // A file of another project is completed without other files.
    if (!isOwn && (placeOf(asking) !== 'workspace' || !mayBePiece(uri, asking))) return undefined;
    const answer = await this.privacy.ask(uri, isOwn ? 'itself' : 'context');
    if (!answer.allowed) return undefined;
    const first = range.start.line;
    const lines = await linesOf(uri, first);
    const named = range.end.line - first + 1;
    const height = Math.min(named > 1 ? named : declarationHeight(lines), lines.length);
    const { text } = answer.release(lines.slice(0, height).join('\n'));
    return {
      document: uri.toString(),
      path: pathOf(uri),
      first,
      end: first + height,
      text: partOf(text, 0, maxDefinitionChars),
    };
  }
}

async function linesOf(uri: vscode.Uri, first: number): Promise<readonly string[]> {
  const open = vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
  if (open) return textOfLines(open, first, first + maxDeclarationLines).split('\n');
  if (isTooLarge({ bytes: (await vscode.workspace.fs.stat(uri)).size })) return [];
  const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  return text.split(/\r?\n/).slice(first, first + maxDeclarationLines);
}

function targetOf(found: vscode.Location | vscode.LocationLink): Target {
  return 'targetUri' in found ? { uri: found.targetUri, range: found.targetRange } : found;
}
