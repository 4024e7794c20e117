import { appendFile } from 'node:fs';
import * as vscode from 'vscode';
import { answerTo, placeAt, waitsAt } from '../practice';
import { epochNow, until } from '../../../time/epoch';
import type { FloorCall } from './call';

/** The least an extension can do: it knows the answer and gives it at once, at some places after a wait. */
export function activate(context: vscode.ExtensionContext): void {
  context.subscriptions.push(
    vscode.languages.registerInlineCompletionItemProvider({ pattern: '**' }, { provideInlineCompletionItems: offer }),
  );
}

async function offer(document: vscode.TextDocument, position: vscode.Position): Promise<vscode.InlineCompletionItem[]> {
  const called = epochNow();
  const prefix = document.getText(new vscode.Range(new vscode.Position(0, 0), position));
  const answer = answerTo(prefix);
  if (answer === '') return [];
  const place = placeAt(prefix);
  if (place !== undefined && waitsAt(place)) await until(called + Number(process.env['EVERPAIR_FLOOR_WAIT']));
  note({ place, called, answered: epochNow() });
  return [itemAt(document, position, answer)];
}

/** Takes the place of what the editor closed by itself, and leaves out the line that stands below already. */
function itemAt(document: vscode.TextDocument, position: vscode.Position, answer: string): vscode.InlineCompletionItem {
  const { range } = document.lineAt(position);
  const last = answer.lastIndexOf('\n');
  const isBelow = last >= 0 && answer.slice(last + 1) === document.lineAt(position.line + 1).text;
  const text = isBelow ? answer.slice(0, last) : answer;
  return new vscode.InlineCompletionItem(text, new vscode.Range(position, range.end));
}

/** For the benchmark, when the answer is out of the way. */
function note(call: FloorCall): void {
  setTimeout(
    () => appendFile(process.env['EVERPAIR_FLOOR_LOG'] ?? '', `${JSON.stringify(call)}\n`, () => undefined),
    200,
  );
}
