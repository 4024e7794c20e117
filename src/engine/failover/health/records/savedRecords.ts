import * as z from 'zod/mini';
import { failureKinds, ownWords } from '../../../model/failure/failure';
import { readableItems } from '../../../model/text/readableItems';
import { type Circuit, closed, type Down, maxLevel } from '../circuit/circuit';
import { type Cooldown, maxRepeats } from '../circuit/cooldown';
import { type HealthEntry, type HealthEntryRecord, lasting } from './healthRecords';

/**
 * The form of health records in the database that windows share. Its words are older than those of the engine and stay:
 * windows with other versions read and write the same rows, and earlier versions had them in a document of this version.
 */
export const recordsVersion = 2;

/** The saved words for the states of circuits and cooldowns. The log uses them, too. */
export const savedStates = {
  closed: 'closed',
  'soft-open': 'cooling',
  open: 'open',
  'half-open': 'half-open',
  active: 'free',
  'cooling-down': 'parked',
} as const satisfies Record<Circuit['state'] | Cooldown['state'], string>;

/** Built when first used: activation does not wait for it. */
const savedRecord = z.lazy(() => {
  const time = z.number().check(z.gte(0));
  const level = z.int().check(z.gte(0), z.lte(maxLevel));
  const shortText = z.string().check(z.maxLength(2_000));

  const failure = z.object({
    kind: z.enum(failureKinds),
    scope: z.enum(['request', 'model', 'credential', 'endpoint', 'network']),
    // Older documents hold words of the host, also in fields of their own.
    message: z.pipe(shortText, z.transform(ownWords)),
    status: z.optional(z.number()),
    retryAfterMs: z.optional(z.number()),
  });
  const outcomes = z
    .array(
      z.object({
        attempt: z.literal(0),
        at: time,
        kind: z.optional(z.enum(failureKinds)),
        weight: z.number().check(z.gt(0), z.lte(1)),
      }),
    )
    .check(z.maxLength(10));
  const past = z.optional(z.object({ level, closedAt: time }));
  const down = { failure, since: time, downSince: time, until: time, level };
  const cooling = z.object({ state: z.literal(savedStates['soft-open']), outcomes, past, ...down });
  const open = z.object({ state: z.literal(savedStates.open), ...down });
  const circuit = z.discriminatedUnion('state', [
    z.object({ state: z.literal(savedStates.closed), outcomes, past }),
    cooling,
    open,
    z.object({
      state: z.literal(savedStates['half-open']),
      after: z.discriminatedUnion('state', [cooling, open]),
      evidence: outcomes,
    }),
  ]);
  const strikes = z.int().check(z.gte(0), z.lte(maxRepeats));
  const parking = z.discriminatedUnion('state', [
    z.object({ state: z.literal(savedStates.active), strikes }),
    z.object({
      state: z.literal(savedStates['cooling-down']),
      failure,
      since: time,
      until: time,
      strikes,
      needsUser: z.boolean(),
    }),
  ]);
  const served = z.object({ goodAt: z.optional(time), refusedSince: z.optional(time) });
  return z.object({
    key: z.string(),
    changedAt: time,
    providers: z.array(z.string()),
    cell: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('circuit'), circuit }),
      z.object({ kind: z.literal('parking'), parking }),
      z.object({ kind: z.literal('served'), served }),
    ]),
  });
});

type SavedCell = z.output<typeof savedRecord>['cell'];
type SavedCircuit = Extract<SavedCell, { kind: 'circuit' }>['circuit'];
type SavedDown = Extract<SavedCircuit, { state: 'cooling' | 'open' }>;

/** The records that can be read; undefined when the data is no list of records. */
export function parseRecords(data: unknown, onLost: () => void): readonly HealthEntryRecord[] | undefined {
  return readableItems(savedRecord, data, onLost)?.map(({ cell, ...record }) => ({
    ...record,
    entry: readEntry(cell),
  }));
}

function readEntry(cell: SavedCell): HealthEntry {
  switch (cell.kind) {
    case 'circuit':
      return { kind: 'circuit', circuit: readCircuit(cell.circuit) };
    case 'parking': {
      const { parking } = cell;
      const { strikes: repeats } = parking;
      if (parking.state === 'free') return { kind: 'cooldown', cooldown: { state: 'active', repeats } };
      const { failure, since, until, needsUser } = parking;
      return { kind: 'cooldown', cooldown: { state: 'cooling-down', failure, since, until, repeats, needsUser } };
    }
    case 'served':
      return cell;
  }
}

function readCircuit(saved: SavedCircuit): Circuit {
  switch (saved.state) {
    case 'closed': {
      const { outcomes, ...rest } = saved;
      return { ...rest, window: outcomes };
    }
    case 'cooling':
    case 'open':
      return readDown(saved);
    case 'half-open':
      return { ...saved, after: readDown(saved.after) };
  }
}

function readDown(saved: SavedDown): Down {
  if (saved.state === 'open') return saved;
  const { outcomes, ...rest } = saved;
  return { ...rest, state: 'soft-open', window: outcomes };
}

/** The part of an entry that outlives the window, as it is written. The same text for the same facts, in windows of all versions. */
export function entryText(entry: HealthEntry): string {
  // By far the most frequent case: it comes with every event of every request.
  if (entry.kind === 'circuit' && entry.circuit.state === 'closed' && !entry.circuit.past) return closedText;
  return sortedText(entry);
}

/** The order of an object's keys does not matter. */
function sortedText(entry: HealthEntry): string {
  return JSON.stringify(toSavedCell(lasting(entry)), (_key, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
}

const closedText = sortedText({ kind: 'circuit', circuit: closed });

function toSavedCell(entry: HealthEntry): object {
  switch (entry.kind) {
    case 'circuit':
      return { kind: 'circuit', circuit: toSavedCircuit(entry.circuit) };
    case 'cooldown':
      return { kind: 'parking', parking: toSavedCooldown(entry.cooldown) };
    case 'served':
      return entry;
  }
}

function toSavedCircuit(circuit: Circuit): object {
  switch (circuit.state) {
    case 'closed':
    case 'soft-open': {
      const { window, ...rest } = circuit;
      return { ...rest, state: savedStates[circuit.state], outcomes: window };
    }
    case 'open':
      return circuit;
    case 'half-open':
      return { ...circuit, after: toSavedCircuit(circuit.after) };
  }
}

function toSavedCooldown(cooldown: Cooldown): object {
  if (cooldown.state === 'half-open') return { state: cooldown.state, after: toSavedCooldown(cooldown.after) };
  const { repeats, ...rest } = cooldown;
  return { ...rest, state: savedStates[cooldown.state], strikes: repeats };
}
