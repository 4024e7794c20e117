// `npm test [-- layer …]`: installs what is missing, runs the layers, and ends with one line of counts. Layers that need one
// processor run beside others.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { install, root } from '../tools/build/install.mjs';
import { nodeWithSqlite } from '../tools/test/nodeWithSqlite.mjs';

const mocha = (layer, config = '.mocharc.json') => [
  'node_modules/mocha/bin/mocha.js',
  '--config',
  `test/${layer}/${config}`,
];
const reporting = ['--reporter', 'tools/test/tally.cjs', '--forbid-only'];

/** A layer without a tally counts as one check: it passes or fails as a whole. Limits are in minutes. */
const layers = {
  lint: { npm: 'lint', limit: 8 },
  types: { npm: 'types', limit: 5 },
  unit: { node: ['scripts/unit.mjs', ...reporting], limit: 5 },
  properties: { node: [...mocha('properties'), ...reporting], limit: 12 },
  wire: { node: [...mocha('wire'), ...reporting], limit: 12 },
  real: { node: [...mocha('real'), ...reporting], limit: 10 },
  integration: { node: ['--require', 'tsx/cjs', 'test/integration/run.ts'], limit: 15 },
  e2e: {
    node: [...mocha('e2e', '.mocharc.cjs'), ...reporting],
    before: ['scripts/package.mjs'],
    // Its processes wait for windows most of their time.
    processes: 3,
    limit: 25,
  },
};

/** One after the other; what stands in one of them in two lanes runs at the same time. */
const stages = [
  [
    ['lint', 'unit', 'properties', 'integration'],
    ['wire', 'real', 'types'],
  ],
  [['e2e']],
];

const chosen = process.argv.slice(2);
const unknown = chosen.filter((name) => !(name in layers));
if (unknown.length > 0) {
  console.error(`There is no layer ${unknown.join(', ')}; there are ${Object.keys(layers).join(', ')}.`);
  process.exit(2);
}

install();
const isChosen = (name) => chosen.length === 0 || chosen.includes(name);
const results = [];
for (const lanes of stages) {
  const wanted = lanes.map((lane) => lane.filter(isChosen)).filter((lane) => lane.length > 0);
  const ended = await Promise.all(wanted.map((lane) => runLane(lane, wanted.length > 1)));
  results.push(...ended.flat());
}

console.log(`\n──── summary ${'─'.repeat(63)}\n`);
for (const { name, passed, failed, skipped, seconds, why } of results) {
  const counts = `${passed} passed, ${failed} failed, ${skipped} skipped`;
  console.log(`${name.padEnd(12)} ${counts.padEnd(40)} ${seconds.toFixed(1).padStart(6)} s${why ? `  (${why})` : ''}`);
}
// Once more at the end: a log that somebody keeps is often cut in its middle.
for (const { name, failures = [] } of results) {
  for (const { title, message } of failures) {
    console.log(`\n${name} failed: ${title}\n${message.slice(0, 2000)}`);
  }
}
const sum = (key) => results.reduce((total, result) => total + result[key], 0);
process.exitCode = sum('failed') > 0 ? 1 : 0;
console.log(`\n${sum('passed')} passed, ${sum('failed')} failed, ${sum('skipped')} skipped`);

/** `isBeside`: another lane runs too, so that the output of a layer is shown as a whole once it has ended. */
async function runLane(names, isBeside) {
  const ended = [];
  for (const name of names) {
    const started = performance.now();
    const title = `\n──── ${name} ${'─'.repeat(70 - name.length)}\n`;
    console.log(isBeside ? `\n${name} begins` : title);
    const { counts, output } = await runLayer(layers[name], isBeside);
    if (isBeside) console.log(`${title}\n${output}`);
    ended.push({ name, ...counts, seconds: (performance.now() - started) / 1000 });
  }
  return ended;
}

async function runLayer({ npm, node, before, processes = 1, limit }, isQuiet) {
  if (npm) {
    const { ending, output } = await run('npm', ['run', '--silent', npm], process.env, limit, isQuiet);
    return { counts: countWhole(ending, limit), output };
  }
  if (before) {
    const { ending, output } = await run(process.execPath, before, process.env, limit, isQuiet);
    if (ending !== 0) return { counts: countWhole(ending, limit), output };
  }
  const parts = Array.from({ length: processes }, (_, index) => `${index + 1}/${processes}`);
  const ended = await Promise.all(parts.map((part) => runPart(node, processes > 1 ? part : undefined, limit, isQuiet)));
  return { counts: sumOf(ended.map(({ counts }) => counts)), output: ended.map(({ output }) => output).join('\n') };
}

/** `part`: which of how many processes share the files of the layer. */
async function runPart(node, part, limit, isQuiet) {
  const folder = mkdtempSync(path.join(tmpdir(), 'everpair-tally-'));
  const tally = path.join(folder, 'tally.json');
  const env = { ...process.env, EVERPAIR_TALLY: tally, ...(part ? { EVERPAIR_PART: part } : {}) };
  try {
    const { ending, output } = await run(nodeWithSqlite(), node, env, limit, isQuiet || part !== undefined);
    if (part && !isQuiet) console.log(`\n── part ${part}\n${output}`);
    return { counts: countTallied(tally, ending, limit), output };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function sumOf(counts) {
  const [first, ...others] = counts;
  return others.reduce(
    (sum, each) => ({
      passed: sum.passed + each.passed,
      failed: sum.failed + each.failed,
      skipped: sum.skipped + each.skipped,
      why: sum.why ?? each.why,
      failures: [...(sum.failures ?? []), ...(each.failures ?? [])],
    }),
    first,
  );
}

function lateBy(ending, limit) {
  return ending === 'timeout' ? `ended after ${limit} minutes` : undefined;
}

function countWhole(ending, limit) {
  if (ending === 0) return { passed: 1, failed: 0, skipped: 0 };
  return { passed: 0, failed: 1, skipped: 0, why: lateBy(ending, limit) ?? `exit code ${ending}` };
}

function countTallied(file, ending, limit) {
  const timedOut = lateBy(ending, limit);
  if (!existsSync(file)) {
    return { passed: 0, failed: 1, skipped: 0, why: timedOut ?? `ended with ${ending} before its tests did` };
  }
  const counts = JSON.parse(readFileSync(file, 'utf8'));
  if (counts.failed > 0 || ending === 0) return counts;
  return { ...counts, failed: 1, why: timedOut ?? `all tests done, yet exit code ${ending}` };
}

/** Gives the exit code, or 'timeout', and what it wrote where it is quiet. Everything the command started ends with it. */
function run(command, args, env, limit, isQuiet) {
  const windows = process.platform === 'win32';
  const child = spawn(command, args, {
    cwd: root,
    env,
    stdio: isQuiet ? ['ignore', 'pipe', 'pipe'] : ['ignore', 'inherit', 'inherit'],
    detached: !windows,
    shell: windows && command === 'npm',
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text) => (output += text));
  }
  const signal = (name) => {
    try {
      if (windows) child.kill(name);
      else process.kill(-child.pid, name);
    } catch {
      // Already gone.
    }
  };
  // The term signal first: it lets the command end what it started in groups of their own.
  const end = () => {
    signal('SIGTERM');
    setTimeout(signal, 5000, 'SIGKILL').unref();
  };
  const interrupted = () => {
    end();
    child.once('exit', () => process.exit(130));
  };
  process.once('SIGINT', interrupted).once('SIGTERM', interrupted);
  return new Promise((resolve) => {
    let timedOut = false;
    const timer = setTimeout(() => {
      timedOut = true;
      end();
    }, limit * 60_000);
    const settle = (result) => {
      clearTimeout(timer);
      signal('SIGKILL');
      process.off('SIGINT', interrupted).off('SIGTERM', interrupted);
      resolve({ ending: timedOut ? 'timeout' : result, output });
    };
    child.once('error', (error) => settle(error.message));
    child.once('exit', (code, signal) => settle(code ?? signal));
  });
}
