import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Answer } from '../../../../../src/engine/chat/conversation/answerState';
import { leafOf, shownTurns } from '../../../../../src/engine/chat/conversation/conversation';
import type { Turn } from '../../../../../src/engine/chat/conversation/turn';
import { Conversations } from '../../../../../src/engine/chat/session/conversations';
import { Outbox } from '../../../../../src/engine/chat/session/outbox';
import { ConversationStore } from '../../../../../src/engine/chat/store/conversationStore';
import { TurnClaims } from '../../../../../src/engine/chat/store/turnClaims';
import type { AnswerEvent } from '../../../../../src/engine/failover/api/answer';
import type { ManagerStatus, RunOptions } from '../../../../../src/engine/failover/api/providerManager';
import { Emitter } from '../../../../../src/engine/model/async/event';
import { type Log, silentLog } from '../../../../../src/engine/model/log';
import { Database } from '../../../../../src/engine/storage/database';
import { statusOf } from '../../../editor/fixtures';
import { virtualClock } from '../../failover/fixtures';
import { alpha, asks, done, says } from '../fixtures';

/** One answer of the providers, to the request for the last of these turns. */
export type Ask = (options: RunOptions, turns: readonly Turn[]) => AsyncIterable<AnswerEvent>;

export interface WindowOptions {
  readonly folder?: { readonly key: string; readonly name: string };
  readonly titleOf?: () => Promise<string | undefined>;
  readonly sendWhenBack?: boolean;
  /** What the window had shown before a reload. */
  readonly shown?: { id: string | undefined };
  readonly beforeLoad?: (conversations: Conversations) => void;
}

/** Windows that share one database on disk, over providers that answer as they are told, in virtual time. */
export function chatWorld(parent = tmpdir()) {
  const folder = mkdtempSync(path.join(parent, 'everpair-chat-'));
  const clock = virtualClock();
  const alive = new Set<string>();
  const databases: Database[] = [];
  let windows = 0;
  let ids = 0;
  const newId = (): string => `id-${(ids += 1)}`;

  async function open(answers: readonly Ask[] | Ask = [], options: WindowOptions = {}) {
    const owner = `window-${(windows += 1)}`;
    const asked: { readonly options: RunOptions; readonly turns: readonly Turn[] }[] = [];
    const logged: string[] = [];
    const warnings: string[] = [];
    const log: Log = { ...silentLog, error: (line) => logged.push(line), warn: (line) => logged.push(line) };
    const health = new Emitter<void>();
    let status: ManagerStatus = statusOf([]);
    const manager = { status: () => status, onDidChange: health.event };
    const shown = options.shown ?? { id: undefined };
    const database = Database.open({ file: { folder, name: 'chat.db' }, clock, log });
    databases.push(database);
    alive.add(owner);
    const claims = new TurnClaims({ database, clock, owner, isAlive: (other) => alive.has(other) });
    let turnsAsked: readonly Turn[] = [];
    const outbox = new Outbox<string>({ clock, manager });
    const conversations = new Conversations({
      open: () => Promise.resolve({ store: new ConversationStore({ database, clock, newId, log }), claims }),
      ask: (_request, runOptions) => {
        asked.push({ options: runOptions, turns: turnsAsked });
        const answer = typeof answers === 'function' ? answers : answers[asked.length - 1];
        if (!answer) throw new Error('nobody was to be asked');
        return answer(runOptions, turnsAsked);
      },
      prepare: () => Promise.resolve(),
      request: (turns) => {
        turnsAsked = turns;
        return { request: { messages: [] }, files: [] };
      },
      manager,
      isWanted: () => options.sendWhenBack ?? true,
      titles: { titleOf: options.titleOf ?? (() => Promise.resolve(undefined)) },
      ...(options.folder ? { folder: options.folder } : {}),
      lastShown: { get: () => shown.id, set: (id) => (shown.id = id) },
      outbox,
      clock,
      newId,
      log,
      warn: (message) => warnings.push(message),
    });
    options.beforeLoad?.(conversations);
    await conversations.load();
    return {
      conversations,
      claims,
      database,
      asked,
      logged,
      warnings,
      shown,
      outbox,
      get session() {
        return conversations.current;
      },
      last: (): Answer => leafOf(conversations.current.state)!.answer,
      /** "prompt: text (state)" of what is shown. */
      lines: (): readonly string[] =>
        shownTurns(conversations.current.state).map(
          ({ prompt, answer }) => `${prompt}: ${answer.text} (${answer.state.type})`,
        ),
      send: (prompt: string): void => conversations.current.send({ prompt, attachments: [] }),
      setStatus: (next: ManagerStatus): void => {
        status = next;
        health.fire();
      },
      /** As when the user closes the window. */
      close: (): void => {
        conversations.dispose();
        claims.dispose();
        database.dispose();
        alive.delete(owner);
      },
      /** As kill -9 does: nothing is written any more, and nobody is told. */
      kill: (): void => {
        database.dispose();
        alive.delete(owner);
      },
    };
  }

  return {
    clock,
    open,
    dispose: (): void => {
      for (const database of databases) database.dispose();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export type ChatWindow = Awaited<ReturnType<ReturnType<typeof chatWorld>['open']>>;

export function tells(...events: readonly AnswerEvent[]): Ask {
  return async function* () {
    await Promise.resolve();
    yield* events;
  };
}

/** A whole answer. */
export function answers(text: string): Ask {
  return tells(asks(alpha), says(text), done());
}

/** Tells these and then nothing more until it is stopped. */
export function hangsAfter(...events: readonly AnswerEvent[]): Ask {
  return async function* ({ signal }) {
    yield* events;
    await new Promise((resolve) => signal.addEventListener('abort', resolve));
    yield { type: 'cancelled', attempts: [] };
  };
}

export async function settled(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
}
