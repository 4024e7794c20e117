import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Gathered, MentionItem } from '../../../../engine/chat';
import { type ContextSource, type Found, idRest, openerId } from '../contextSource';
import { pathOf } from '../../../filePath';
import { type FileReader, gatheredFrom } from '../files/fileReader';

const maxItems = 50;

/** A function, class or other name, with the lines that declare it. */
export class SymbolSource implements ContextSource {
  constructor(
    private readonly reader: FileReader,
    /** The file that the user works in. */
    private readonly currentFile: () => vscode.Uri | undefined,
  ) {}

  root(): MentionItem {
    const detail = l10n.t('A function, a class or another name, with its code');
    return { id: openerId('symbol'), kind: 'symbol', label: l10n.t('Symbols'), detail, opens: true };
  }

  async find(query: string, signal: AbortSignal): Promise<Found> {
    const file = this.currentFile();
    const own = file ? flat(await documentSymbols(file)) : [];
    const lower = query.trim().toLowerCase();
    const places = [
      ...own
        .filter(({ name }) => name.toLowerCase().includes(lower))
        .flatMap(({ name, range }) => (file ? [{ name, uri: file, range }] : [])),
      ...(lower === '' ? [] : await workspaceSymbols(lower)),
    ];
    const items = new Map<string, MentionItem>();
    for (const { name, uri, range } of places) {
      if (items.size >= maxItems || signal.aborted) break;
      const line = range.start.line;
      const id = `symbol:${line}:${encodeURIComponent(name)}:${uri.toString()}`;
      if (items.has(id) || !(await this.reader.mayRead(uri, 'context'))) continue;
      const detail = l10n.t('{0}, line {1}', pathOf(uri), line + 1);
      items.set(id, { id, kind: 'symbol', label: name, detail });
    }
    const isNone = items.size === 0 && lower !== '';
    return {
      items: [...items.values()],
      ...(isNone ? { note: l10n.t('No symbol of this name is known. Its language may need an extension.') } : {}),
    };
  }

  async gather(id: string): Promise<Gathered> {
    const [line = '0', coded = '', ...rest] = idRest(id).split(':');
    const uri = vscode.Uri.parse(rest.join(':'), true);
    const name = decodeURIComponent(coded);
    const range = await declaration(uri, name, Number(line));
    if (!range) {
      return { pieces: [], keptBack: [], note: l10n.t('{0} is no longer declared in {1}.', name, pathOf(uri)) };
    }
    const part = { first: range.start.line, last: range.end.line, name };
    return gatheredFrom([await this.reader.read(uri, 'chosen', 'symbol', part)]);
  }
}

interface NamedRange {
  readonly name: string;
  readonly range: vscode.Range;
}

type ProvidedSymbol = vscode.DocumentSymbol | vscode.SymbolInformation;

/** Also finds it where lines came or went above it. */
async function declaration(uri: vscode.Uri, name: string, line: number): Promise<vscode.Range | undefined> {
  const named = flat(await documentSymbols(uri)).filter((symbol) => symbol.name === name);
  const [nearest] = named.sort((a, b) => Math.abs(a.range.start.line - line) - Math.abs(b.range.start.line - line));
  return nearest?.range;
}

async function documentSymbols(uri: vscode.Uri): Promise<readonly ProvidedSymbol[]> {
  try {
    const found: unknown = await vscode.commands.executeCommand('vscode.executeDocumentSymbolProvider', uri);
    return Array.isArray(found) ? (found as ProvidedSymbol[]) : [];
  } catch {
    // A language's extension that fails has no symbols.
    return [];
  }
}

async function workspaceSymbols(query: string): Promise<readonly (NamedRange & { readonly uri: vscode.Uri })[]> {
  try {
    const found: unknown = await vscode.commands.executeCommand('vscode.executeWorkspaceSymbolProvider', query);
    return (Array.isArray(found) ? (found as vscode.SymbolInformation[]) : []).map(({ name, location }) => ({
      name,
      uri: location.uri,
      range: location.range,
    }));
  } catch {
    return [];
  }
}

function flat(symbols: readonly ProvidedSymbol[]): NamedRange[] {
  return symbols.flatMap((symbol) =>
    'children' in symbol
      ? [{ name: symbol.name, range: symbol.range }, ...flat(symbol.children)]
      : [{ name: symbol.name, range: symbol.location.range }],
  );
}
