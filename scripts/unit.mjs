// `npm run test:unit [-- options of mocha]`: hundreds of files take longer to load than most tests, so they become two.
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { nodeWithSqlite } from '../tools/test/nodeWithSqlite.mjs';

const root = path.resolve(import.meta.dirname, '..');

/** Halves that take as long as each other and share little code, which each of two processes compiles for itself. */
const isOfTheEngine = (file) => /^(bench|engine\/(completion|failover))\b/.test(file);
const tests = readdirSync(path.join(root, 'test/unit'), { recursive: true }).filter((file) =>
  file.endsWith('.test.ts'),
);
const halves = {
  'out/unit/engine.cjs': tests.filter(isOfTheEngine),
  'out/unit/others.cjs': tests.filter((file) => !isOfTheEngine(file)),
};

const imports = (files) =>
  ['../seed.ts', ...files.map((file) => `./${file.replaceAll('\\', '/')}`)]
    .map((file) => `import '${file}';`)
    .join('\n');
await Promise.all(
  Object.entries(halves).map(([outfile, files]) =>
    build({
      stdin: { contents: imports(files), resolveDir: path.join(root, 'test/unit') },
      outfile,
      absWorkingDir: root,
      bundle: true,
      packages: 'external',
      platform: 'node',
      format: 'cjs',
      target: 'node20',
      sourcemap: 'linked',
      sourcesContent: false,
      logLevel: 'warning',
    }),
  ),
);

const node = nodeWithSqlite();
// Node 20 optimises so much so soon that it takes a third of all the time. Later ones wait, and do not know the flag.
const is20 = node === process.execPath && process.versions.node.startsWith('20.');
const patience = is20 ? ['--interrupt-budget=1000000'] : ['--disable-warning=ExperimentalWarning'];
const mocha = ['node_modules/mocha/bin/mocha.js', '--config', 'test/unit/.mocharc.json', ...Object.keys(halves)];
const { status } = spawnSync(node, ['--enable-source-maps', ...patience, ...mocha, ...process.argv.slice(2)], {
  cwd: root,
  stdio: 'inherit',
});
process.exitCode = status ?? 1;
