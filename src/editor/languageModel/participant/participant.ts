import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import {
  type Attachment,
  chatRequest,
  commandAttachment,
  contextWindows,
  type PromptCommandName,
  promptCommands,
  requestBudget,
  sentFiles,
  withoutCommand,
} from '../../../engine/chat';
import type { Problem, ProviderManager } from '../../../engine/failover';
import { errorSummary, type Log, type ModelChoice } from '../../../engine/model';
import type { KeptBackFile, Release, ReleaseDecision } from '../../../engine/privacy';
import type { builtInCommand, CodeTarget } from '../../chat/commands/builtInCommand';
import type { Collected } from '../../chat/context';
import type { ContextCommand } from '../../chat/context/contextCommand';
import { linesOf } from '../../chat/context/sources/selectionSource';
import { vendorId } from '../../ids';
import { tokenSignal } from '../tokenSignal';
import { AnswerStream, type AnswerOutcome } from './answerStream';
import { followups } from './followups';
import { type Referenced, referenced } from './referenced';
import { type AnswerMetadata, earlierTurns, promptOf, turnOf } from './turns';

export interface ParticipantDeps {
  readonly manager: Pick<ProviderManager, 'chat' | 'chatTarget' | 'status'>;
  /** Awaited before each request. */
  readonly prepare: (signal: AbortSignal) => Promise<void>;
  /** What a command takes along, and the rules of the workspace. */
  readonly collect: (command: ContextCommand) => Promise<Collected>;
  /** Whether text of a file may go along without being chosen by hand. */
  readonly byItself: (uri: vscode.Uri) => ReleaseDecision | Promise<ReleaseDecision>;
  readonly command: typeof builtInCommand;
  readonly release: (text: string) => Release;
  /** What can be done about a problem besides asking again. */
  readonly commandsFor: (problem: Problem) => readonly vscode.Command[];
  readonly log: Log;
}

/** A prompt with what goes along. */
interface Asked {
  readonly attachments: readonly Attachment[];
  readonly keptBack: readonly KeptBackFile[];
  readonly references: Referenced;
}

/** `@everpair` in VS Code's Chat: our chat's context and failover, in that view. */
export class Participant {
  constructor(private readonly deps: ParticipantDeps) {}

  /** Never rejects. */
  readonly answer = async (
    request: vscode.ChatRequest,
    { history }: vscode.ChatContext,
    stream: vscode.ChatResponseStream,
    token: vscode.CancellationToken,
  ): Promise<vscode.ChatResult> => {
    const { signal, dispose } = tokenSignal(token);
    try {
      return await this.answered(request, history, stream, signal);
    } catch (error) {
      if (signal.aborted) return {};
      this.deps.log.error(`@everpair: ${errorSummary(error, { where: true })}`);
      return { errorDetails: { message: l10n.t('Something unexpected happened ({0}).', errorSummary(error)) } };
    } finally {
      dispose();
    }
  };

  readonly followups = followups;

  private async answered(
    request: vscode.ChatRequest,
    history: vscode.ChatContext['history'],
    stream: vscode.ChatResponseStream,
    signal: AbortSignal,
  ): Promise<vscode.ChatResult> {
    const { manager, prepare } = this.deps;
    const asked = await this.asked(request);
    if (typeof asked === 'string') return { errorDetails: { message: asked } };
    const { attachments, keptBack, references } = asked;
    for (const place of references.places) stream.reference(place);
    const earlier = await earlierTurns(history, (turn) => this.attachedTo(turn));
    await prepare(signal);
    const turns = [...earlier, turnOf(promptOf(request), attachments, references.images)];
    const choice = this.choiceOf(request.model);
    const budget = requestBudget(contextWindows(manager, choice, references.images));
    const asks = chatRequest(turns, budget, ({ id }) => references.images.find((image) => image.id === id)?.part);
    const sources = { files: sentFiles(turns, asks), keptBack, askedBy: '@everpair' };
    const shown = new AnswerStream(stream);
    const outcome = await shown.write(manager.chat(asks, { signal, sources, ...(choice ? { model: choice } : {}) }));
    const left = keptBack.map(({ path, rule }) => l10n.t('{0} was not sent: it is excluded by {1}.', path, rule));
    for (const note of [...left, ...shown.notes, ...endNotes(outcome)]) stream.markdown(`\n\n*${escaped(note)}*`);
    const problem = outcome.type === 'failed' ? outcome.problem : undefined;
    for (const button of problem ? this.deps.commandsFor(problem) : []) stream.button(button);
    return resultOf(outcome, shown.text);
  }

  private async asked(request: vscode.ChatRequest): Promise<Asked | string> {
    const references = await referenced(request.references, this.deps);
    const command = await this.commandOf(request, references);
    if (typeof command === 'string') return command;
    const attached = new Set(references.items.map(({ id }) => id));
    const { attachments, keptBack } = await this.deps.collect({
      ...command,
      mentions: [...references.items, ...command.mentions.filter(({ id }) => !attached.has(id))],
    });
    return {
      attachments: [
        ...(request.command === undefined ? withoutCommand(attachments) : attachments),
        ...references.texts,
      ],
      keptBack: [...references.keptBack, ...keptBack],
      references,
    };
  }

  /** What was attached to an earlier prompt, as it is now. */
  private async attachedTo({ references, prompt }: vscode.ChatRequestTurn): Promise<readonly Attachment[]> {
    const { items, texts } = await referenced(references, this.deps);
    if (items.length === 0) return texts;
    const { attachments } = await this.deps.collect({ ...this.plain(prompt), mentions: items });
    return [...withoutCommand(attachments), ...texts];
  }

  private async commandOf(
    { command, prompt }: vscode.ChatRequest,
    references: Referenced,
  ): Promise<ContextCommand | string> {
    const name = promptCommands.find((each) => each.name === command)?.name;
    return name === undefined ? this.plain(prompt) : this.builtIn(name, prompt, references);
  }

  /** Of a prompt that is no command nothing but the prompt is asked. */
  private plain(prompt: string): ContextCommand {
    const attachment = commandAttachment('ask', this.deps.release(prompt));
    return { attachment, detail: '', mentions: [], withEditor: false };
  }

  /** A command without anything attached is about the code in front, as in the menus of the editor. */
  private async builtIn(
    name: PromptCommandName,
    argument: string,
    { places }: Referenced,
  ): Promise<ContextCommand | string> {
    const mayGoAlong = async (uri: vscode.Uri): Promise<boolean> => (await this.deps.byItself(uri)).allowed;
    const [place] = places;
    const target = place ? targetOf(place) : await this.targetInFront(mayGoAlong);
    if (!target && places.length === 0) return l10n.t('Open the file that this is to be about.');
    const subject = target?.lines ? 'selection' : 'file';
    const command = await this.deps.command(name, argument, { target, subject, isElsewhere: true, mayGoAlong });
    return typeof command === 'string' ? command : { ...command, withEditor: false };
  }

  private async targetInFront(mayGoAlong: (uri: vscode.Uri) => Promise<boolean>): Promise<CodeTarget | undefined> {
    const editor = vscode.window.activeTextEditor;
    if (!editor || !(await mayGoAlong(editor.document.uri))) return undefined;
    const { document, selection } = editor;
    return { uri: document.uri, ...(selection.isEmpty ? {} : { lines: linesOf(selection) }) };
  }

  /** One of our models that is chosen in the picker of the view is asked first; those of others are not ours to ask. */
  private choiceOf(model: vscode.LanguageModelChat | undefined): ModelChoice | undefined {
    if (model?.vendor !== vendorId) return undefined;
    const links = this.deps.manager.status().providers.map(({ link }) => link.chat);
    const route = links.find(({ id }) => id === model.id);
    return route && { providerId: route.providerId, model: route.model };
  }
}

function endNotes(outcome: AnswerOutcome): readonly string[] {
  if (outcome.type !== 'done') return [];
  const { label, model } = outcome.route;
  const limit = outcome.isWhole ? [] : [l10n.t('The answer is not whole: its limit was reached.')];
  return [...limit, l10n.t('Answered by {0}, {1}', label, model)];
}

function resultOf(outcome: AnswerOutcome, text: string): vscode.ChatResult {
  switch (outcome.type) {
    case 'done': {
      const { label: provider, model } = outcome.route;
      return { metadata: kept({ text, provider, model, end: outcome.isWhole ? 'done' : 'length' }) };
    }
    case 'failed':
      return { errorDetails: { message: outcome.message }, metadata: kept({ text, end: 'failed' }) };
    case 'stopped':
      return { metadata: kept({ text, end: 'stopped' }) };
  }
}

/** Names of providers, models and files are no Markdown. */
function escaped(text: string): string {
  return text.replace(/[\\`*_{}[\]()#+\-!|<>~&]/g, '\\$&');
}

function targetOf(place: vscode.Uri | vscode.Location): CodeTarget {
  return place instanceof vscode.Uri ? { uri: place } : { uri: place.uri, lines: linesOf(place.range) };
}

function kept(metadata: AnswerMetadata): Readonly<Record<string, unknown>> {
  return { ...metadata };
}
