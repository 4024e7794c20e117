import * as l10n from '@vscode/l10n';
import type { Attachment, ChatSession, HostMessage, NewPrompt } from '../../engine/chat';
import { errorSummary, type Log } from '../../engine/model';
import type { ChatCommands } from './commands/chatCommands';
import { type Compact, summaryText } from './commands/compactor';
import type { ChatContext } from './context';
import type { ContextCommand } from './context/contextCommand';

/** What a prompt is sent as. */
export type Outgoing =
  | { readonly type: 'send'; readonly what: NewPrompt }
  /** In a new conversation; without a prompt it only begins. */
  | { readonly type: 'send-in-new'; readonly what?: NewPrompt }
  /** A command that was done, or is under way. */
  | { readonly type: 'done' }
  /** It stays in the box. `why`: one sentence or more; absent where the user knows. */
  | { readonly type: 'not-sent'; readonly why?: string };

export interface OutgoingDeps {
  readonly context: Pick<ChatContext, 'collect' | 'sent'>;
  readonly commands: Pick<ChatCommands, 'prepare'>;
  readonly compact: Compact;
  /** Says something to every page. */
  readonly tell: (message: HostMessage) => void;
  readonly log: Log;
}

/** Collects what goes with a prompt of the conversation, and does what its command does. Never rejects. */
export async function outgoingOf(prompt: string, session: ChatSession, deps: OutgoingDeps): Promise<Outgoing> {
  try {
    return await prepared(prompt, session, deps);
  } catch (error) {
    deps.log.error(`A prompt could not be sent: ${errorSummary(error, { where: true })}`);
    return { type: 'not-sent', why: l10n.t('Something unexpected happened ({0}).', errorSummary(error)) };
  }
}

/** What is asked for in place of a prompt of the queue; undefined where that is no command, or cannot be used. Never rejects. */
export async function queuedCommand(
  prompt: string,
  { commands, log }: Pick<OutgoingDeps, 'commands' | 'log'>,
): Promise<Attachment | undefined> {
  try {
    const read = await commands.prepare(prompt);
    return read.type === 'command' ? read.command.attachment : undefined;
  } catch (error) {
    log.error(`A command of the queue: ${errorSummary(error, { where: true })}`);
    return undefined;
  }
}

async function prepared(prompt: string, session: ChatSession, deps: OutgoingDeps): Promise<Outgoing> {
  const read = await deps.commands.prepare(prompt);
  switch (read.type) {
    case 'plain':
      return { type: 'send', what: await collected(prompt, session, deps) };
    case 'command':
      return { type: 'send', what: await collected(prompt, session, deps, read.command) };
    case 'new':
      return inNew(read.prompt, session, deps);
    case 'compact':
      return compacted(read.focus, session, deps);
    case 'refused':
      return { type: 'not-sent', why: read.why };
    case 'given-up':
      return { type: 'not-sent' };
  }
}

async function collected(
  prompt: string,
  { id }: ChatSession,
  { context }: OutgoingDeps,
  command?: ContextCommand,
): Promise<NewPrompt> {
  const found = await context.collect(prompt, command, id);
  context.sent(id);
  return { prompt, ...found };
}

/** What is asked there may be a command itself. */
async function inNew(prompt: string, session: ChatSession, deps: OutgoingDeps): Promise<Outgoing> {
  const outgoing: Outgoing = prompt === '' ? { type: 'send-in-new' } : await prepared(prompt, session, deps);
  return outgoing.type === 'send' ? { type: 'send-in-new', what: outgoing.what } : outgoing;
}

async function compacted(focus: string, session: ChatSession, { compact, tell }: OutgoingDeps): Promise<Outgoing> {
  const outcome = await compact(session, focus);
  switch (outcome.type) {
    case 'done':
      tell({ type: 'news', text: summaryText(outcome.turns) });
      return { type: 'done' };
    case 'cancelled':
      return { type: 'not-sent' };
    case 'refused':
      return { type: 'not-sent', why: outcome.why };
  }
}
