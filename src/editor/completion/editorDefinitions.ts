import * as vscode from 'vscode';
import { declarationHeight, longestDeclaration } from '../../completion/context/declaration';
import type { Definition, Definitions } from '../../completion/context/definitions';
import type { OpenDocuments } from '../../completion/context/documents';
import type { SymbolUse } from '../../completion/context/symbols';
import { pathOf } from './editorDocuments';
import type { ExcludedFiles } from './excludedFiles';

/** Declarations of one name that are told. */
const capacity = 2;

/** Bytes of a file that is read for a declaration. */
const largestFile = 500_000;

/** Characters of a declaration that are kept. */
const longestText = 2_000;

interface Target {
  readonly uri: vscode.Uri;
  readonly range: vscode.Range;
}

/**
 * Declarations from VS Code's language features, of files in the workspace only. Files that are not open are read from disk:
 * opening them as documents would be told to every language server.
 */
export class EditorDefinitions implements Definitions {
  constructor(
    private readonly excluded: ExcludedFiles,
    private readonly documents: OpenDocuments,
  ) {}

  async find({ document, line, character, wanted }: SymbolUse): Promise<readonly Definition[]> {
    const command = wanted === 'type' ? 'vscode.executeTypeDefinitionProvider' : 'vscode.executeDefinitionProvider';
    const found = await vscode.commands.executeCommand<(vscode.Location | vscode.LocationLink)[] | undefined>(
      command,
      vscode.Uri.parse(document, true),
      new vscode.Position(line, character),
    );
    const definitions = await Promise.all((found ?? []).slice(0, capacity).map((each) => this.read(targetOf(each))));
    return definitions.filter((definition) => definition !== undefined);
  }

  private async read({ uri, range }: Target): Promise<Definition | undefined> {
    if (!vscode.workspace.getWorkspaceFolder(uri)) return undefined;
    if ((await this.excluded.verdict(uri)).excluded) return undefined;
    const first = range.start.line;
    const lines = await this.linesOf(uri, first);
    const named = range.end.line - first + 1;
    const height = Math.min(named > 1 ? named : declarationHeight(lines), lines.length);
    const text = lines.slice(0, height).join('\n').slice(0, longestText);
    return { document: uri.toString(), path: pathOf(uri), first, end: first + height, text };
  }

  private async linesOf(uri: vscode.Uri, first: number): Promise<readonly string[]> {
    const open = this.documents.find(uri.toString());
    if (open) return open.text(first, first + longestDeclaration).split('\n');
    if ((await vscode.workspace.fs.stat(uri)).size > largestFile) return [];
    const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
    return text.split(/\r?\n/).slice(first, first + longestDeclaration);
  }
}

function targetOf(found: vscode.Location | vscode.LocationLink): Target {
  return 'targetUri' in found ? { uri: found.targetUri, range: found.targetRange } : found;
}
