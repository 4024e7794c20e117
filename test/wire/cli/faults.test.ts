import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Fault, faults } from '../../../tools/lab/faults';
import { type Lab, startLab } from '../../../tools/lab/lab';
import { type Protocol, protocols } from '../../../tools/lab/protocols';
import { pacedClock } from '../support/pacedClock';
import { type CliRun, runInProcess } from './support/inProcess';

const modes = {
  text: [],
  json: ['--json'],
  strict: ['--strict'],
} as const;
type Mode = keyof typeof modes;

/** What ends well, but for its provider alone, and what code it has then. */
const aloneCodes: Readonly<Record<Fault, readonly number[]>> = {
  none: [0],
  overloaded: [4],
  'server-error': [4],
  'rate-limited': [4],
  quota: [5],
  unauthorized: [5],
  'model-missing': [5],
  refuse: [4],
  'reset-before-headers': [4],
  hang: [4],
  'silent-200': [4],
  portal: [5],
  empty: [4],
  'slow-first-token': [4],
  cut: [4],
  'clean-cut': [4],
  stall: [4],
  'error-event': [4],
  'malformed-event': [4],
  // One byte at a time is slow, and right.
  'slow-loris': [0, 4],
  'bad-content-type': [0, 4, 5],
  'huge-line': [4, 5],
};

interface Case {
  readonly fault: Fault;
  readonly mode: Mode;
  readonly broken: Protocol;
  /** Another provider stands behind it. */
  readonly hasNext: boolean;
}

const all = Object.keys(faults) as readonly Fault[];
const question = 'Please count to 60';
const whole = `${Array.from({ length: 60 }, (_, index) => ` ${index + 1}`).join('')}\n`;

const cases: readonly Case[] = all.flatMap((fault, index) =>
  (Object.keys(modes) as Mode[]).flatMap((mode) =>
    [true, true, false].map((hasNext, turn) => ({
      ...{ fault, mode, hasNext },
      broken: protocols[(index + turn) % protocols.length] ?? 'openai',
    })),
  ),
);

/** So many runs at once; each has servers of its own. */
const atOnce = 12;
/** How much faster time runs while a provider is waited for that does not answer. */
const speed = 60;

describe(`everpair ask at providers that are broken, ${cases.length} times`, function () {
  this.timeout(300_000);
  const results = new Map<Case, CliRun>();
  let folder = '';

  before(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'everpair-cli-'));
    // The clients are loaded by then, which takes long where time runs fast.
    const healthy = await startLab({ chain: protocols, firstMs: 1, perSecond: 4_000 });
    for (const broken of protocols)
      await runCase(healthy, { fault: 'none', mode: 'text', broken, hasNext: false }, path.join(folder, broken));
    await healthy.close();
    // Those that take long first, so that nobody waits for the last of them alone.
    const waiting = [...cases].sort((a, b) => Number(isSlow.has(b.fault)) - Number(isSlow.has(a.fault)));
    const work = async (place: number): Promise<void> => {
      const lab = await startLab({ chain: protocols, firstMs: 1, perSecond: 4_000 });
      try {
        for (let next = waiting.shift(); next; next = waiting.shift())
          results.set(next, await runCase(lab, next, path.join(folder, String(place))));
      } finally {
        await lab.close();
      }
    };
    await Promise.all(Array.from({ length: atOnce }, (_, place) => work(place)));
  });
  after(() => rmSync(folder, { recursive: true }));

  for (const each of cases) {
    const { fault, mode, broken, hasNext } = each;
    it(`${mode}: ${broken} ${hasNext ? 'with another behind it' : 'alone'}, ${fault}`, () => {
      const run = results.get(each);
      assert.ok(run);
      const { exitCode, stdout, stderr, events, ms } = run;
      const told = `exit code ${exitCode}, ${JSON.stringify({ stdout, stderr })}`;
      assert.ok(allowedCodes(each).includes(exitCode), told);
      // Its grace, and a moment of a busy machine, which is long where time runs fast.
      assert.ok(ms <= (deadlineS(each) + 0.5 + speed) * 1_000, `${ms} ms`);
      const text = mode === 'json' ? `${textOf(events)}\n` : stdout;
      const isAnswered = exitCode === 0 || exitCode === 3;
      if (isAnswered) assert.equal(text, whole);
      // What is there of it is its beginning, and is marked.
      else assert.ok(text.trim() === '' || whole.startsWith(text.trimEnd()), told);
      if (exitCode !== 0) assert.match(stderr, /^everpair: \S/m);
      if (mode !== 'json') return;
      const end = events.at(-1);
      assert.deepEqual([end?.['type'], end?.['exitCode']], ['end', exitCode]);
      if (fault !== 'rate-limited' || hasNext) return;
      const seconds = Number(end?.['retryAfterSeconds']);
      assert.ok(seconds > 0 && seconds <= 20, told);
    });
  }
});

/** Who writes, however slowly, does so in real time. */
const isSlow: ReadonlySet<Fault> = new Set(['slow-first-token', 'hang', 'silent-200', 'stall', 'huge-line']);

/** Faults at which the provider may answer all the same. */
const mayAnswer: ReadonlySet<Fault> = new Set(['none', 'slow-loris', 'bad-content-type']);

function allowedCodes({ fault, mode, hasNext }: Case): readonly number[] {
  if (!hasNext) return aloneCodes[fault];
  const byNext = mode === 'strict' ? 3 : 0;
  return mayAnswer.has(fault) ? [...aloneCodes[fault].filter((code) => code === 0), byNext] : [byNext];
}

function deadlineS({ hasNext }: Case): number {
  return hasNext ? 230 : 60;
}

async function runCase(lab: Lab, each: Case, folder: string): Promise<CliRun> {
  const { fault, mode, broken, hasNext } = each;
  await lab.healAll();
  await lab.break(broken, fault, { after: 3 });
  const order = [
    broken,
    ...(hasNext ? [protocols[(protocols.indexOf(broken) + 1) % protocols.length] ?? 'openai'] : []),
  ];
  const config = `${folder}.json`;
  const entries = order.map((protocol) => lab.providers[lab.chain.indexOf(protocol)]);
  writeFileSync(config, JSON.stringify({ providers: entries }));
  const state = mkdtempSync(path.join(path.dirname(folder), 'state-'));
  const args = ['ask', '--config', config, ...modes[mode], '--deadline', String(deadlineS(each)), question];
  const asked = (protocol: Protocol | undefined): number => (protocol ? lab.requests(protocol).length : 0);
  const before = order.map(asked);
  const isAsked = (place: number): boolean => asked(order[place]) > (before[place] ?? 0);
  // Until the next provider is asked, which has its usual time.
  const clock = pacedClock(() => (isSlow.has(fault) && isAsked(0) && !isAsked(1) ? speed : 1));
  try {
    return await runInProcess(args, {
      environment: { ...lab.env, XDG_STATE_HOME: state, XDG_CONFIG_HOME: state },
      ...{ home: state, folder: state, clock },
    });
  } finally {
    clock.stop();
  }
}

function textOf(events: CliRun['events']): string {
  return events.map((event) => (event['type'] === 'text' ? String(event['text']) : '')).join('');
}
