import type { Clock } from '../../model/async/clock';
import type { Disposable } from '../../model/async/event';
import type { Database } from '../../storage/database';
import { StoreProblem } from '../../storage/storeProblem';

/** Milliseconds for which a claim holds where its window is not known to be gone. */
const leaseMs = 60_000;
const renewEveryMs = 20_000;

export interface TurnClaimsDeps {
  readonly database: Database;
  readonly clock: Clock;
  /** Name of this window, as no other window is called, now or later. */
  readonly owner: string;
  /** False only where the window with this name is gone for sure. */
  readonly isAlive: (owner: string) => boolean;
}

/**
 * Which window writes an answer. A window that died holds nothing any more, so that what it left unfinished can be told from
 * what another window still writes. Never throws: where nothing can be saved, no window knows of another.
 */
export class TurnClaims implements Disposable {
  private readonly own = new Set<string>();
  private timer: unknown;

  constructor(private readonly deps: TurnClaimsDeps) {}

  /** This window writes it from now on; false where another does. */
  claim(turnId: string): boolean {
    const { database, owner } = this.deps;
    const isMine = attempt(true, () =>
      database.transaction(() => {
        if (this.isElsewhere(turnId)) return false;
        database.run(
          'INSERT OR REPLACE INTO claim (turn, owner, until) VALUES (?, ?, ?)',
          ...[turnId, owner, this.deps.clock.now() + leaseMs],
        );
        return true;
      }),
    );
    if (isMine) this.own.add(turnId);
    this.timer ??= this.deps.clock.setTimeout(() => this.renew(), renewEveryMs);
    return isMine;
  }

  release(turnId: string): void {
    if (!this.own.delete(turnId)) return;
    attempt(0, () => this.deps.database.run('DELETE FROM claim WHERE turn = ? AND owner = ?', turnId, this.deps.owner));
  }

  /** Another window writes it, and lives. */
  isElsewhere(turnId: string): boolean {
    const { database, clock, owner, isAlive } = this.deps;
    const row = attempt(undefined, () => database.get('SELECT owner, until FROM claim WHERE turn = ?', turnId));
    if (!row || row['owner'] === owner) return false;
    return Number(row['until']) > clock.now() && isAlive(String(row['owner']));
  }

  /** Asks the window that writes it to stop. */
  requestStop(turnId: string): void {
    attempt(0, () => this.deps.database.run('UPDATE claim SET stop = 1 WHERE turn = ?', turnId));
  }

  isStopRequested(turnId: string): boolean {
    const row = attempt(undefined, () => this.deps.database.get('SELECT stop FROM claim WHERE turn = ?', turnId));
    return row?.['stop'] === 1;
  }

  dispose(): void {
    this.deps.clock.clearTimeout(this.timer);
    for (const turnId of [...this.own]) this.release(turnId);
  }

  private renew(): void {
    const { database, clock, owner } = this.deps;
    this.timer = undefined;
    if (this.own.size === 0) return;
    attempt(0, () => database.run('UPDATE claim SET until = ? WHERE owner = ?', clock.now() + leaseMs, owner));
    this.timer = clock.setTimeout(() => this.renew(), renewEveryMs);
  }
}

function attempt<T>(otherwise: T, step: () => T): T {
  try {
    return step();
  } catch (error) {
    if (error instanceof StoreProblem) return otherwise;
    throw error;
  }
}
