import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import {
  actionCommands,
  type CommandItem,
  type CommandSubject,
  promptCommands,
  readCommandLine,
} from '../../../engine/chat';
import type { Disposable } from '../../../engine/model';
import { pathOf } from '../../filePath';
import type { ActiveEditor } from '../activeEditor';
import type { ChatContext } from '../context';
import type { FileReader } from '../context/files/fileReader';
import { linesOf } from '../context/sources/selectionSource';
import { builtInCommand, type CodeTarget } from './builtInCommand';
import type { PreparedPrompt } from './preparedPrompt';
import { askForInputs } from './promptFiles/askForInputs';
import { notUsed, promptFileCommand, type PromptFileUse } from './promptFiles/promptFileCommand';
import type { FoundPrompt, PromptFiles } from './promptFiles/promptFiles';

export interface ChatCommandsDeps {
  readonly editor: ActiveEditor;
  readonly context: ChatContext;
  readonly promptFiles: PromptFiles;
  readonly reader: Pick<FileReader, 'mayRead'>;
  /** What stands in the input box. */
  readonly draft: () => string;
}

/** The commands that can be typed behind a slash, and what they take along. */
export class ChatCommands implements Disposable {
  private latest = 0;
  private readonly subscriptions: readonly Disposable[];

  constructor(private readonly deps: ChatCommandsDeps) {
    const follow = (): void => void this.follow();
    this.subscriptions = [deps.editor.onDidChange(follow), deps.promptFiles.onDidChange(follow)];
  }

  /** The one of this name, those whose name begins with the query, and then those that hold it. */
  async find(query: string): Promise<{ readonly items: readonly CommandItem[]; readonly note?: string }> {
    const words = query.toLowerCase();
    const { prompts, note } = await this.deps.promptFiles.all();
    const all = [...builtInItems(), ...prompts.map(promptItem)].filter(({ label }) => label.includes(words));
    const rank = ({ label }: CommandItem): number =>
      label === `/${words}` ? 0 : label.startsWith(`/${words}`) ? 1 : 2;
    const items = [...all].sort((a, b) => rank(a) - rank(b));
    return { items, ...(note === undefined ? {} : { note }) };
  }

  /** Shows the file of a command that was listed. */
  async open(id: string): Promise<void> {
    const { prompts } = await this.deps.promptFiles.all();
    const found = prompts.find((prompt) => promptItem(prompt).id === id);
    if (found) await vscode.window.showTextDocument(found.uri);
  }

  /** The draft may be another: what its command takes along shows above the box. Never rejects. */
  async follow(): Promise<void> {
    this.latest += 1;
    const { latest } = this;
    const prepared = await this.prepared(this.deps.draft(), undefined);
    if (latest !== this.latest) return;
    await this.deps.context.setCommand(prepared.type === 'command' ? prepared.command : undefined);
  }

  /** What a prompt means that is sent; the user may be asked for values of a prompt file. Never rejects. */
  prepare(prompt: string): Promise<PreparedPrompt> {
    return this.prepared(prompt, askForInputs);
  }

  private async prepared(prompt: string, ask: PromptFileUse['ask']): Promise<PreparedPrompt> {
    const line = readCommandLine(prompt);
    if (!line) return { type: 'plain' };
    const name = line.name.toLowerCase();
    if (name === 'new') return { type: 'new', prompt: line.argument };
    if (name === 'compact') return { type: 'compact', focus: line.argument };
    const known = promptCommands.find((command) => command.name === name);
    if (!known) return this.preparedFile(name, line.argument, ask);
    const about = { ...this.about(), isDraft: ask === undefined };
    const command = await builtInCommand(known.name, line.argument, about);
    return typeof command === 'string' ? { type: 'refused', why: command } : { type: 'command', command };
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  /** What names no command is sent as it was typed. */
  private async preparedFile(name: string, argument: string, ask: PromptFileUse['ask']): Promise<PreparedPrompt> {
    const { prompts } = await this.deps.promptFiles.all();
    const found = prompts.find((each) => each.type === 'prompt' && each.file.name === name);
    const broken = prompts.find((each) => each.type === 'broken' && each.name === name);
    if (found?.type === 'prompt') {
      const { file, uri } = found;
      const command = await promptFileCommand({ file, uri, argument, ...this.about(), ...(ask ? { ask } : {}) });
      return command ? { type: 'command', command } : { type: 'given-up' };
    }
    if (broken?.type !== 'broken') return { type: 'plain' };
    const why = l10n.t('{0} cannot be used: {1}', pathOf(broken.uri), broken.problem);
    return { type: 'refused', why };
  }

  private about(): Pick<PromptFileUse, 'target' | 'subject' | 'mayGoAlong'> {
    const { reader } = this.deps;
    return {
      target: this.target(),
      subject: this.subject(),
      mayGoAlong: (uri) => reader.mayRead(uri, 'context'),
    };
  }

  private target(): CodeTarget | undefined {
    const { target } = this.deps.editor;
    if (!target) return undefined;
    const { document, selection } = target;
    return { uri: document.uri, ...(selection.isEmpty ? {} : { lines: linesOf(selection) }) };
  }

  /** What of the file in front goes along. */
  private subject(): CommandSubject {
    const included = this.deps.editor.offers().filter(({ chip }) => chip.state === 'included');
    if (included.some(({ chip }) => chip.kind === 'selection')) return 'selection';
    return included.length > 0 ? 'file' : 'nothing';
  }
}

function builtInItems(): readonly CommandItem[] {
  const asking = promptCommands.map(({ name, description }) => ({ name, hint: '', description }));
  const acting = actionCommands.map(({ name, hint, description }) => ({ name, hint: hint(), description }));
  return [...asking, ...acting].map(({ name, hint, description }) => ({
    id: `command:${name}`,
    kind: 'command',
    label: `/${name}`,
    hint,
    detail: description(),
  }));
}

function promptItem(prompt: FoundPrompt): CommandItem {
  const id = `prompt:${prompt.uri.toString()}`;
  if (prompt.type === 'broken') {
    const detail = l10n.t('{0} cannot be used: {1}', pathOf(prompt.uri), prompt.problem);
    return { id, kind: 'command', label: `/${prompt.name}`, hint: '', detail, isBroken: true };
  }
  const { file } = prompt;
  const detail = [file.description || pathOf(prompt.uri), ...(file.ignored.length === 0 ? [] : [notUsed(file)])];
  return { id, kind: 'command', label: `/${file.name}`, hint: file.argumentHint, detail: detail.join(' ') };
}
