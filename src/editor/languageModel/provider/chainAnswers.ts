import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { ProviderManager } from '../../../engine/failover';
import { type Clock, estimateMessageTokens, estimateTokens } from '../../../engine/model';
import { committedSteps, type CommittedEvent, restoredSteps } from '../../../engine/server';
import { maskedRequest, RestorableMasks } from '../../../engine/privacy';
import { tokenSignal } from '../tokenSignal';
import type { OfferedModel } from './offeredModels';
import { PartWriter } from './partWriter';
import { messageOf, requestFromMessages } from './requestFromMessages';

export interface ChainAnswersDeps {
  readonly manager: Pick<ProviderManager, 'chat'>;
  /** Awaited before each request. */
  readonly prepare: (signal: AbortSignal) => Promise<void>;
  readonly clock: Clock;
}

/** VS Code's own chat, whose usage is read from a part of the stream. */
const readersOfUsage: ReadonlySet<string> = new Set(['core', 'github.copilot-chat']);

/** Answers of the user's chain for VS Code's own chat and for other extensions. */
export class ChainAnswers {
  constructor(private readonly deps: ChainAnswersDeps) {}

  /** Rejects with what the user should know where nobody answered, or not to the end. */
  async respond(
    model: OfferedModel,
    messages: readonly vscode.LanguageModelChatRequestMessage[],
    options: vscode.ProvideLanguageModelChatResponseOptions,
    progress: vscode.Progress<vscode.LanguageModelResponsePart>,
    token: vscode.CancellationToken,
  ): Promise<void> {
    const { signal, dispose } = tokenSignal(token);
    const writer = new PartWriter(progress, this.deps.clock);
    try {
      await this.answer(model, messages, options, writer, signal);
    } catch (error) {
      if (signal.aborted) throw new vscode.CancellationError();
      await writer.settled(signal);
      throw error;
    } finally {
      writer.stop();
      dispose();
    }
  }

  /** As our other surfaces count: an estimate, since each provider of the chain has a tokenizer of its own. */
  tokenCount(text: string | vscode.LanguageModelChatRequestMessage): number {
    return typeof text === 'string' ? estimateTokens(text) : estimateMessageTokens(messageOf(text));
  }

  private async answer(
    { choice }: OfferedModel,
    messages: readonly vscode.LanguageModelChatRequestMessage[],
    options: vscode.ProvideLanguageModelChatResponseOptions,
    writer: PartWriter,
    signal: AbortSignal,
  ): Promise<void> {
    const { manager, prepare } = this.deps;
    const masks = new RestorableMasks();
    const request = maskedRequest(requestFromMessages(messages, options), masks);
    const askedBy = initiatorOf(options);
    const part = messages.length === 1 ? l10n.t('1 message') : l10n.t('{0} messages', messages.length);
    const files = [{ path: l10n.t('Sent by {0}', askedBy), part, chars: masks.chars, masked: masks.kinds }];
    await prepare(signal);
    const answer = manager.chat(request, {
      signal,
      sources: { files, keptBack: [], askedBy },
      ...(choice ? { model: choice } : {}),
    });
    // Each call of a tool must run once: an answer with tools comes whole or not at all.
    for await (const step of restoredSteps(committedSteps(answer, request.tools !== undefined), masks)) {
      switch (step.type) {
        case 'attempt':
          break;
        case 'event':
          write(step.event, writer);
          break;
        case 'end': {
          writer.flush();
          const { inputTokens = 0, outputTokens = 0, cachedInputTokens = 0 } = step.end.usage;
          if (readersOfUsage.has(askedBy)) {
            writer.usage({ input: inputTokens, output: outputTokens, cached: cachedInputTokens });
          }
          break;
        }
        case 'problem':
          throw new Error(step.problem.message);
        case 'cancelled':
          throw new vscode.CancellationError();
      }
    }
  }
}

/** The stable API has no part for thinking in 1.139. */
function write(event: CommittedEvent, writer: PartWriter): void {
  if (event.type === 'text') writer.text(event.text);
  else if (event.type === 'tool-call') writer.call(event.id, event.name, event.input);
}

/** Id of the extension that asks, which VS Code 1.139 tells without promising it. */
function initiatorOf(options: object): string {
  const initiator = 'requestInitiator' in options ? options.requestInitiator : undefined;
  return typeof initiator === 'string' && initiator !== '' ? initiator.toLowerCase() : l10n.t('another extension');
}
