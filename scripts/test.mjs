// `npm test [-- layer …]`: installs what is missing, runs the layers, and ends with one line of counts.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { install, root } from '../tools/build/install.mjs';
import { nodeWithSqlite } from '../tools/test/nodeWithSqlite.mjs';

const mocha = (layer) => ['node_modules/mocha/bin/mocha.js', '--config', `test/${layer}/.mocharc.json`];
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
  e2e: { node: [...mocha('e2e'), ...reporting], limit: 25 },
};

const chosen = process.argv.slice(2);
const unknown = chosen.filter((name) => !(name in layers));
if (unknown.length > 0) {
  console.error(`There is no layer ${unknown.join(', ')}; there are ${Object.keys(layers).join(', ')}.`);
  process.exit(2);
}

install();
const results = [];
for (const name of Object.keys(layers)) {
  if (chosen.length > 0 && !chosen.includes(name)) continue;
  console.log(`\n──── ${name} ${'─'.repeat(70 - name.length)}\n`);
  const started = performance.now();
  const counts = await runLayer(layers[name]);
  results.push({ name, ...counts, seconds: (performance.now() - started) / 1000 });
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

async function runLayer({ npm, node, limit }) {
  const folder = mkdtempSync(path.join(tmpdir(), 'everpair-tally-'));
  const tally = path.join(folder, 'tally.json');
  const env = { ...process.env, EVERPAIR_TALLY: tally };
  try {
    const ending = await (npm
      ? run('npm', ['run', '--silent', npm], env, limit)
      : run(nodeWithSqlite(), node, env, limit));
    return count(npm === undefined, tally, ending, limit);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function count(tallied, file, ending, limit) {
  const timedOut = ending === 'timeout' ? `ended after ${limit} minutes` : undefined;
  if (!tallied) {
    return ending === 0
      ? { passed: 1, failed: 0, skipped: 0 }
      : { passed: 0, failed: 1, skipped: 0, why: timedOut ?? `exit code ${ending}` };
  }
  if (!existsSync(file)) {
    return { passed: 0, failed: 1, skipped: 0, why: timedOut ?? `ended with ${ending} before its tests did` };
  }
  const counts = JSON.parse(readFileSync(file, 'utf8'));
  if (counts.failed > 0 || ending === 0) return counts;
  return { ...counts, failed: 1, why: timedOut ?? `all tests done, yet exit code ${ending}` };
}

/** Gives the exit code, or 'timeout'. Everything the command started ends with it. */
function run(command, args, env, limit) {
  const windows = process.platform === 'win32';
  const child = spawn(command, args, {
    cwd: root,
    env,
    stdio: ['ignore', 'inherit', 'inherit'],
    detached: !windows,
    shell: windows && command === 'npm',
  });
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
      resolve(timedOut ? 'timeout' : result);
    };
    child.once('error', (error) => settle(error.message));
    child.once('exit', (code, signal) => settle(code ?? signal));
  });
}
