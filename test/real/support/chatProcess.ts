import { bundleForProcess } from './bundleForProcess';

/** This Node, which has a database where the tests run that need one. */
export const node = { path: process.execPath, options: ['--disable-warning=ExperimentalWarning'] };

/** Bundles what a process needs that writes conversations; returns the path. */
export function bundleStore(folder: string): string {
  return bundleForProcess(
    folder,
    'store',
    `
      export { ConversationStore } from './src/engine/chat/store/conversationStore';
      export { Database } from './src/engine/storage/database';
      export { systemClock } from './src/engine/model/async/clock';
      export { silentLog } from './src/engine/model/log';`,
  );
}

export interface Writing {
  readonly bundle: string;
  readonly folder: string;
  /** Begins the ids of its turns. */
  readonly name: string;
  readonly turns: number;
  readonly pieces: number;
  /** It kills itself after so many calls of the store; never where absent. */
  readonly killAfter?: number;
}

/**
 * Source of a process that writes turns into the conversation "chat", each answer in pieces, as a window does. It says each thing on a
 * line of its own once the store has it: "turn <id>", "piece <id> <length>", "answer <id>".
 */
export function writing({ bundle, folder, name, turns, pieces, killAfter = 0 }: Writing): string {
  return `
    const { writeSync } = require('node:fs');
    const { ConversationStore, Database, systemClock: clock, silentLog: log } = require(${JSON.stringify(bundle)});
    const database = Database.open({ file: { folder: ${JSON.stringify(folder)}, name: 'everpair.db' }, clock, log });
    if (!database.isKept) throw new Error(database.notice);
    const store = new ConversationStore({ database, clock, log, newId: () => crypto.randomUUID() });
    let calls = 0;
    const done = (line) => {
      writeSync(1, line + '\\n');
      calls += 1;
      if (calls === ${killAfter}) process.kill(process.pid, 'SIGKILL');
    };
    try {
      store.create({ id: 'chat', title: 'Chat', createdAt: 0 });
    } catch {
      // Another process did.
    }
    const answer = (text, type) => ({ state: { type, reason: 'stop' }, text, thinking: '', writers: [], switches: [] });
    for (let turn = 0; turn < ${turns}; turn += 1) {
      const id = ${JSON.stringify(name)} + turn;
      const asked = { id, askedAt: 1, prompt: 'Prompt ' + id, attachments: [], images: [] };
      store.addTurn('chat', { ...asked, answer: answer('', 'writing') });
      done('turn ' + id);
      let text = '';
      for (let piece = 0; piece < ${pieces}; piece += 1) {
        const more = 'piece ' + piece + ' of ' + id + '. ';
        store.append(id, { field: 'text', at: text.length, text: more });
        text += more;
        done('piece ' + id + ' ' + text.length);
      }
      store.saveAnswer(id, answer(text, 'done'));
      done('answer ' + id);
    }
    database.dispose();`;
}
