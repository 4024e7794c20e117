import type { Clock } from '../../model/async/clock';
import type { Database, Row } from '../../storage/database';
import type { Change, ChangeSummary, FileState, NewChange, RecordedFile } from './change';
import { changeOf, fileOf } from './changeRow';

/** How much is kept. The latest change is, however long it is. */
export interface ChangeLimits {
  /** Milliseconds for which a change can be taken back. */
  readonly ageMs: number;
  readonly changes: number;
  /** UTF-16 units of all texts together. */
  readonly chars: number;
}

export const changeLimits: ChangeLimits = { ageMs: 30 * 24 * 60 * 60 * 1000, changes: 300, chars: 50_000_000 };

export interface ChangeLogDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly newId: () => string;
  /** Name of this window, as no other window is called, now or later. */
  readonly owner: string;
  /** False only where the window with this name is gone for sure. */
  readonly isAlive: (owner: string) => boolean;
  readonly limits?: ChangeLimits;
}

/** What became of a file. `after`: its text now, where it is not what was planned. */
export interface FileOutcome {
  readonly uri: string;
  readonly state: FileState;
  readonly after?: string;
}

/**
 * All changes that Everpair made to files, of all windows. A change is in it before the first of its files is touched, so that one
 * that was cut short is found. Everything is on disk when a call returns; all throw `StoreProblem` only.
 */
export class ChangeLog {
  constructor(private readonly deps: ChangeLogDeps) {}

  /** The change is about to be made; returns its id. */
  begin({ label, conversationId, turnId, takesBack, files }: NewChange): string {
    const { database, clock, newId, owner } = this.deps;
    const id = newId();
    const chars = files.reduce((sum, { before, after }) => sum + (before?.length ?? 0) + (after?.length ?? 0), 0);
    database.transaction(() => {
      database.run(
        `INSERT INTO change (id, at, label, conversation_id, turn_id, takes_back, owner, chars) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
        ...[id, clock.now(), label, conversationId ?? null, turnId ?? null, takesBack ?? null, owner, chars],
      );
      for (const { uri, before, after } of files) {
        database.run(
          `INSERT INTO change_file (change, uri, state, before, after)
           VALUES ((SELECT key FROM change WHERE id = ?), ?, 'planned', ?, ?)`,
          ...[id, uri, before ?? null, after ?? null],
        );
      }
      this.purge(id);
    });
    return id;
  }

  /** No file of it is touched any more. One that is not named stays as it was recorded. */
  finish(id: string, outcomes: readonly FileOutcome[]): void {
    const { database } = this.deps;
    database.transaction(() => {
      for (const { uri, state, after } of outcomes) {
        const at = 'WHERE uri = ? AND change = (SELECT key FROM change WHERE id = ?)';
        database.run(`UPDATE change_file SET state = ? ${at}`, state, uri, id);
        if (after !== undefined) database.run(`UPDATE change_file SET after = ? ${at}`, after, uri, id);
      }
      database.run('UPDATE change SET is_finished = 1 WHERE id = ?', id);
    });
  }

  /** The latest first. Those that touched no file are not shown. */
  list(): readonly ChangeSummary[] {
    const { database } = this.deps;
    const files = new Map<unknown, RecordedFile[]>();
    for (const row of database.all(
      'SELECT change, uri, state, NULL AS before, NULL AS after FROM change_file ORDER BY key',
    )) {
      const known = files.get(row['change']);
      if (known) known.push(fileOf(row));
      else files.set(row['change'], [fileOf(row)]);
    }
    const changes = database
      .all('SELECT * FROM change ORDER BY key DESC')
      .map((row) => changeOf(row, files.get(row['key']) ?? []))
      .filter((change) => change.files.some(({ state }) => state !== 'unwritten'));
    return withTakenBack(changes);
  }

  get(id: string): Change | undefined {
    const row = this.deps.database.get('SELECT * FROM change WHERE id = ?', id);
    return row && this.whole(row);
  }

  /** Changes in the middle of which their window ended, the first first. They are this window's from now on. */
  claimInterrupted(isMeant: (uris: readonly string[]) => boolean): readonly Change[] {
    const { database, owner, isAlive } = this.deps;
    return database.transaction(() =>
      database
        .all('SELECT * FROM change WHERE is_finished = 0 ORDER BY key')
        .filter((row) => !isAlive(String(row['owner'])))
        .map((row) => this.whole(row))
        .filter(({ id, files }) => {
          if (!isMeant(files.map(({ uri }) => uri))) return false;
          database.run('UPDATE change SET owner = ? WHERE id = ?', owner, id);
          return true;
        }),
    );
  }

  /** Takes it off the list with its texts. */
  forget(id: string): void {
    this.deps.database.run('DELETE FROM change WHERE id = ?', id);
  }

  forgetAll(): void {
    this.deps.database.run('DELETE FROM change WHERE is_finished = 1');
  }

  private whole(row: Row): Change {
    const files = this.deps.database.all('SELECT * FROM change_file WHERE change = ? ORDER BY key', row['key'] ?? null);
    return changeOf(row, files.map(fileOf));
  }

  /** Removes what is too old or too much, but never the change `id`. */
  private purge(id: string): void {
    const { database, clock, limits = changeLimits } = this.deps;
    const oldest = clock.now() - limits.ageMs;
    let chars = 0;
    database.all('SELECT key, id, at, chars FROM change ORDER BY key DESC').forEach((row, index) => {
      chars += Number(row['chars']);
      if (row['id'] === id) return;
      if (index < limits.changes && chars <= limits.chars && Number(row['at']) >= oldest) return;
      database.run('DELETE FROM change WHERE key = ?', row['key'] ?? null);
    });
  }
}

/** Taking back can be taken back: then the change is there again. */
function withTakenBack(changes: readonly Change[]): readonly ChangeSummary[] {
  const takers = new Map<string, Change[]>();
  for (const change of changes) {
    if (change.takesBack === undefined || !change.isFinished) continue;
    takers.set(change.takesBack, [...(takers.get(change.takesBack) ?? []), change]);
  }
  // Each is taken back by a later one, so this ends.
  const isTakenBack = (id: string): boolean => (takers.get(id) ?? []).some((taker) => !isTakenBack(taker.id));
  return changes.map((change) => ({ ...change, isTakenBack: isTakenBack(change.id) }));
}
