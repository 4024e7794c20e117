/**
 * What the store of conversations takes with many of them: to list, to search, to write an answer piece by piece; beside a scan of all
 * texts, and beside a file of JSON that is written as a whole.
 *
 *   npm run bench:store [-- --messages 1000000 --conversations 10000 --runs 21]
 */
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { emptyAnswer } from '../../src/engine/chat/conversation/answerState';
import { ConversationStore } from '../../src/engine/chat/store/conversationStore';
import { systemClock } from '../../src/engine/model/async/clock';
import { silentLog } from '../../src/engine/model/log';
import { Database } from '../../src/engine/storage/database';
import { median } from '../report/median';
import { fill, planted } from './fill';
import { wordOf } from './texts';

interface Row {
  readonly what: string;
  readonly 'median ms': number;
  readonly 'worst ms': number;
  readonly note: string;
}

function timed(what: string, runs: number, step: (run: number) => unknown): Row {
  const times: number[] = [];
  let last: unknown;
  for (let run = 0; run < runs; run += 1) {
    const started = performance.now();
    last = step(run);
    times.push(performance.now() - started);
  }
  const rounded = (ms: number): number => Number(ms.toFixed(ms < 10 ? 2 : 0));
  const note = typeof last === 'string' || typeof last === 'number' ? String(last) : '';
  return { what, 'median ms': rounded(median(times)), 'worst ms': rounded(Math.max(...times)), note };
}

function main(): void {
  const { values } = parseArgs({
    options: {
      messages: { type: 'string', default: '1000000' },
      conversations: { type: 'string', default: '10000' },
      runs: { type: 'string', default: '21' },
    },
  });
  const size = { messages: Number(values.messages), conversations: Number(values.conversations) };
  const runs = Number(values.runs);
  const folder = mkdtempSync(path.join(tmpdir(), 'everpair-bench-store-'));
  try {
    measure(folder, size, runs);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function measure(folder: string, size: { messages: number; conversations: number }, runs: number): void {
  const open = (): Database =>
    Database.open({ file: { folder, name: 'everpair.db' }, clock: systemClock, log: silentLog });
  const filled = open();
  const fillStarted = performance.now();
  fill(filled, size);
  filled.dispose();
  const fillSeconds = Math.round((performance.now() - fillStarted) / 1000);

  let database!: Database;
  const opening = timed('open the database', 1, () => (database = open()));
  const store = new ConversationStore({
    database,
    clock: systemClock,
    newId: () => crypto.randomUUID(),
    log: silentLog,
  });
  const list = (query?: string, more: { offset?: number; folderKey?: string } = {}): string =>
    `${store.list({ offset: 0, limit: 30, ...more, ...(query === undefined ? {} : { query }) }).total} found`;
  const searches: readonly (readonly [string, string])[] = [
    ['a rare word', planted.rare],
    ['a word of a tenth of them', planted.some],
    ['a word of all', wordOf(1)],
    ['two words of all', `${wordOf(2)} ${wordOf(3)}`],
    ['the first two letters of a word', 'ko'],
    ['the first three letters of a word', 'kor'],
    ['two words and the beginning of a third', `${wordOf(17)} ${wordOf(5)} ${wordOf(123).slice(0, 4)}`],
    ['two Chinese characters', '时来'],
    ['three Chinese characters', '中大为'],
    ['what is nowhere', 'qqqqqq'],
  ];
  const rows: Row[] = [
    opening,
    timed('list: the first page', runs, () => list()),
    timed('list: a page in the middle', runs, () => list(undefined, { offset: size.conversations / 2 })),
    timed('list: of one folder', runs, () => list(undefined, { folderKey: 'f3' })),
    ...searches.map(([what, query]) => timed(`search: ${what}`, runs, () => list(query))),
    timed('open a conversation', runs, (run) => `${store.turns(`c${run * 7}`).length} turns`),
    ...writing(store, runs),
    ...peers(database, folder, store, runs),
  ];
  const rssMb = Math.round(process.memoryUsage.rss() / 1e6);
  const diskMb = Math.round(statSync(path.join(folder, 'everpair.db')).size / 1e6);
  database.dispose();
  console.table(rows);
  console.log(JSON.stringify({ node: process.version, ...size, runs, fillSeconds, diskMb, rssMb, rows }));
}

function writing(store: ConversationStore, runs: number): readonly Row[] {
  const piece = 'a few words more of it ';
  const turn = { askedAt: Date.now(), prompt: 'What of it?', attachments: [], images: [], answer: emptyAnswer };
  let at = 0;
  return [
    timed('write: a prompt', runs, (run) => store.addTurn(`c${run}`, { ...turn, id: `new-${run}` })),
    timed('write: a piece of an answer', runs * 20, () => {
      store.append('new-0', { field: 'text', at, text: piece });
      at += piece.length;
    }),
    timed('write: the whole answer', runs, (run) =>
      store.saveAnswer(`new-${run}`, {
        ...emptyAnswer,
        text: piece.repeat(100),
        state: { type: 'done', reason: 'stop' },
      }),
    ),
  ];
}

/** What others do: look through all texts, and write all turns of a conversation anew for each save. */
function peers(database: Database, folder: string, store: ConversationStore, runs: number): readonly Row[] {
  const scan = (word: string): string => {
    const like = `%${word}%`;
    const found = database.all(
      'SELECT DISTINCT conversation FROM turn WHERE prompt LIKE ? OR answer LIKE ? ORDER BY conversation DESC LIMIT 30',
      ...[like, like],
    );
    return `${found.length} found, at most 30`;
  };
  const turns = store.turns('c1');
  const file = path.join(folder, 'chat.json');
  return [
    timed('peer: scan for a rare word', 3, () => scan(planted.rare)),
    timed('peer: scan for a word of all', 3, () => scan(wordOf(1))),
    timed('peer: one conversation as a file of JSON', runs, () => {
      writeFileSync(file, JSON.stringify({ version: 1, conversation: { turns } }));
      return `${Math.round(statSync(file).size / 1000)} KB for each save`;
    }),
  ];
}

main();
