import { randomUUID } from 'node:crypto';
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Gathered, MentionItem } from '../../../../engine/chat';
import { type ContextSource, type Found, idRest, openerId } from '../contextSource';
import { releaseChosen } from '../../../privacy/releaseChosen';

/** Commands of VS Code that copy text of the active terminal: there is no API for its text. */
const copyCommands = {
  selection: 'workbench.action.terminal.copySelection',
  last: 'workbench.action.terminal.copyLastCommandAndLastCommandOutput',
} as const;

/** In each id: what was mentioned in another window, or before this one was loaded anew, is not of the terminal that is active now. */
const windowKey = randomUUID();

/** Terminals whose text was taken and is still kept. */
const maxTaken = 50;

/**
 * Text of the active terminal. It is taken once, when it is mentioned, by way of the clipboard, whose text is put back at once; what else was on
 * the clipboard, as an image, is lost.
 */
export class TerminalSource implements ContextSource {
  private readonly taken = new Map<string, Gathered>();
  private count = 0;

  root(): MentionItem | undefined {
    if (!vscode.window.activeTerminal) return undefined;
    const detail = l10n.t('What is selected in it, or the last command');
    return { id: openerId('terminal'), kind: 'terminal', label: l10n.t('Terminal'), detail, opens: true };
  }

  find(): Promise<Found> {
    const name = vscode.window.activeTerminal?.name;
    if (name === undefined) return Promise.resolve({ items: [], note: l10n.t('No terminal is open.') });
    this.count += 1;
    const items: MentionItem[] = [
      {
        id: `terminal:selection:${windowKey}:${this.count}`,
        kind: 'terminal',
        label: l10n.t('Terminal selection'),
        detail: l10n.t('What is selected in {0}; taken by way of the clipboard', name),
      },
      {
        id: `terminal:last:${windowKey}:${this.count}`,
        kind: 'terminal',
        label: l10n.t('Last command'),
        detail: l10n.t('The last command in {0} and its output, where the shell reports them', name),
      },
    ];
    return Promise.resolve({ items });
  }

  async gather(id: string): Promise<Gathered> {
    const known = this.taken.get(id);
    if (known) return known;
    if (idRest(id).split(':')[1] !== windowKey) return { pieces: [], keptBack: [], note: notKept() };
    const gathered = await gatheredOf(idRest(id));
    this.taken.set(id, gathered);
    for (const old of [...this.taken.keys()].slice(0, -maxTaken)) this.taken.delete(old);
    return gathered;
  }
}

/** What is selected in the active terminal, else its last command. Each call takes it anew. */
export function terminalItem(): MentionItem | undefined {
  const name = vscode.window.activeTerminal?.name;
  return name === undefined
    ? undefined
    : { id: `terminal:any:${windowKey}:${randomUUID()}`, kind: 'terminal', label: name, detail: name };
}

const notKept = (): string =>
  l10n.t('Text of a terminal is not kept when the window is loaded anew. It has to be added again.');

async function gatheredOf(rest: string): Promise<Gathered> {
  if (rest.startsWith('last')) return take('last');
  const selected = await take('selection');
  return rest.startsWith('any') && selected.pieces.length === 0 ? take('last') : selected;
}

async function take(what: keyof typeof copyCommands): Promise<Gathered> {
  const terminal = vscode.window.activeTerminal;
  const nothing =
    what === 'selection'
      ? l10n.t('Nothing is selected in the terminal.')
      : l10n.t('The shell reports no last command.');
  if (!terminal) return { pieces: [], keptBack: [], note: l10n.t('No terminal is open.') };
  const raw = (await copied(copyCommands[what])).replace(/\r\n?/g, '\n').trimEnd();
  if (raw === '') return { pieces: [], keptBack: [], note: nothing };
  const { text, masked } = releaseChosen(raw);
  const total = text.split('\n').length;
  const lines = { first: 1, last: total, total, cut: false };
  // The end of an output says most: that is where the error stands.
  const piece = { attachment: { kind: 'terminal', path: terminal.name, languageId: '', lines, text, masked } as const };
  return { pieces: [{ ...piece, focus: total - 1 }], keptBack: [] };
}

/** What a command copies; the text of the clipboard is as before afterwards, whatever happens. */
async function copied(command: string): Promise<string> {
  const { clipboard } = vscode.env;
  const before = await clipboard.readText();
  try {
    // The command leaves the clipboard as it is where it has nothing to copy.
    await clipboard.writeText('');
    await vscode.commands.executeCommand(command);
    return await clipboard.readText();
  } catch {
    return '';
  } finally {
    await clipboard.writeText(before);
  }
}
