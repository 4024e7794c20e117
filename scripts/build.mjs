// Bundles the extension and the command-line tool into dist/. `--watch` rebuilds on change, `--development` leaves the code unminified,
// `--cli FOLDER` bundles the command-line tool alone, into another folder.
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { context, build as bundle } from 'esbuild';
import { writeGrammars } from '../tools/build/grammars.mjs';
import { LateImports, sdkName } from '../tools/build/lateImports.mjs';
import { notices } from '../tools/build/notices.mjs';
import { sharedBundles } from '../tools/build/sharedBundles.mjs';

const root = path.resolve(import.meta.dirname, '..');
const dist = path.join(root, 'dist');

/**
 * VS Code's API for all modules, as an empty object that inherits it. esbuild gives each module that imports the API a copy
 * of its own properties, some three hundred each time, which took a third of the time that loading the extension takes.
 */
const inheritedApi = {
  name: 'inherited-api',
  setup(builder) {
    const namespace = 'vscode-api';
    builder.onResolve({ filter: /^vscode$/ }, ({ path: name, namespace: from }) =>
      from === namespace ? { path: name, external: true } : { path: name, namespace },
    );
    builder.onLoad({ filter: /./, namespace }, ({ path: name }) => ({
      contents: `module.exports = Object.create(require('${name}'));`,
    }));
  },
};

/** The texts of the language that is shown are set once, for all bundles of the host: they share the module that looks them up. */
const sharedTexts = (up = '.') => ({
  name: 'shared-texts',
  setup(builder) {
    builder.onResolve({ filter: /^@vscode\/l10n$/ }, () => ({ path: `${up}/l10n.js`, external: true }));
  },
});

/** What is bundled in the place of a package. */
const bundledInstead = {
  '@anthropic-ai/sdk': './tools/build/anthropicMessages.mjs',
  // Its ES module asks for its own address, which a CommonJS bundle does not have.
  'web-tree-sitter': './node_modules/web-tree-sitter/web-tree-sitter.cjs',
};

/**
 * Google's library brings a client for HTTP of its own, a quarter of its size. Node's is there, and the one that VS Code has
 * put in its place knows the user's proxy.
 */
const instead = { 'node-fetch': path.join(root, 'tools/build/globalFetch.mjs') };

function shared(production) {
  return {
    absWorkingDir: root,
    bundle: true,
    treeShaking: true,
    metafile: true,
    logLevel: 'warning',
    legalComments: 'none',
    // Maps stay out of the VSIX (VS Code would not apply them there, and they would treble its size).
    sourcemap: production ? 'external' : 'linked',
    define: { 'process.env.NODE_ENV': production ? '"production"' : '"development"' },
  };
}

function hostOptions(production) {
  return {
    ...shared(production),
    platform: 'node',
    format: 'cjs',
    // Every supported VS Code has a newer Node; tests load the same bundle under Node 20.
    target: 'node20',
    mainFields: ['module', 'main'],
    supported: { 'dynamic-import': false },
    outdir: dist,
  };
}

const entryPoints = { extension: 'src/extension.ts', everpair: 'src/cli/main.ts' };
const toolFile = 'dist/cli/everpair.cjs';

/**
 * The extension and the command-line tool, which share the engine: `engine.js` is what both load at once, `lateEngine.js` what both load late.
 */
function hostBundles(production, late) {
  // Parsing is most of what activation costs; stack traces are read with the map that stays next to the build.
  const options = { ...hostOptions(production), outdir: undefined, minify: production };
  return {
    ...{ root, dist },
    split: {
      ...options,
      supported: {},
      entryPoints: { ...entryPoints, late: 'late-entry:late', lateEngine: 'late-entry:lateEngine' },
      plugins: [inheritedApi, sharedTexts(), late.ofPackages(), late.ofModules, late.entries],
    },
    files: {
      'dist/extension.js': { entries: ['extension'], options },
      'dist/engine.js': { entries: [], options },
      'dist/late.js': { entries: ['late'], options },
      'dist/lateEngine.js': { entries: ['lateEngine'], options },
      [toolFile]: { entries: ['everpair'], options: { ...options, banner: toolBanner } },
    },
    homeOf: (reachedBy) => {
      const isEngine = reachedBy.has('everpair') || reachedBy.has('lateEngine');
      if (reachedBy.has('extension')) return isEngine ? 'dist/engine.js' : 'dist/extension.js';
      if (reachedBy.has('late')) return isEngine ? 'dist/lateEngine.js' : 'dist/late.js';
      return reachedBy.has('lateEngine') ? 'dist/lateEngine.js' : toolFile;
    },
  };
}

/** Fills in which modules of our own are loaded late: a module that is may load others so. */
async function findLate(late) {
  for (let known = -1; known < late.modules.size;) {
    known = late.modules.size;
    await bundle({
      ...hostOptions(false),
      ...{ write: false, sourcemap: false },
      entryPoints: [...Object.values(entryPoints), ...late.modules],
      plugins: [inheritedApi, sharedTexts(), late.ofPackages(), late.ofModules],
    });
  }
}

const toolBanner = { js: '#!/usr/bin/env node' };

/** The command-line tool without the extension: all of our own is in its one file. */
function cliOptions(late) {
  return {
    ...hostOptions(true),
    entryPoints: { everpair: entryPoints.everpair },
    outExtension: { '.js': '.cjs' },
    banner: toolBanner,
    plugins: [sharedTexts('..'), late.ofPackages('..')],
    minify: true,
  };
}

/** The process that ends the server of the local model when the editor is gone. */
function guardOptions(production) {
  return {
    ...hostOptions(production),
    entryPoints: { localModelGuard: 'src/engine/localModel/server/guard.ts' },
    minify: production,
  };
}

/** The packages that are bundles of their own. */
function packageOptions({ packages }) {
  const sdks = [...packages].map((name) => [`sdk/${sdkName(name)}`, bundledInstead[name] ?? name]);
  return {
    ...hostOptions(true),
    sourcemap: false,
    alias: instead,
    entryPoints: { l10n: '@vscode/l10n', ...Object.fromEntries(sdks) },
    minify: true,
  };
}

function webviewOptions(production) {
  const folder = path.join(root, 'src/webview');
  const surfaces = readdirSync(folder).filter((name) => existsSync(path.join(folder, name, 'main.ts')));
  return {
    ...shared(production),
    platform: 'browser',
    format: 'iife',
    // The Chromium of the oldest VS Code supported.
    target: 'chrome138',
    entryPoints: Object.fromEntries(surfaces.map((name) => [name, `src/webview/${name}/main.ts`])),
    minify: production,
    outdir: path.join(dist, 'webview'),
  };
}

/** Builds everything; resolves to the sizes of what was written, in bytes by path. */
export async function build({ production = true } = {}) {
  const late = new LateImports(root);
  await findLate(late);
  const hosts = await sharedBundles(hostBundles(production, late));
  refuseEagerLoading(hosts, late);
  const bundles = [packageOptions(late), webviewOptions(production), guardOptions(production)].map((each) =>
    bundle(each),
  );
  const others = (await Promise.all(bundles)).map(({ metafile }) => metafile);
  const outputs = [...hosts.metafiles, ...others];
  const grammars = await writeGrammars(root);
  writeFileSync(path.join(dist, 'third-party-notices.txt'), notices(root, [...outputs, grammars]));
  const sizes = Object.fromEntries(
    outputs.flatMap((metafile) => Object.entries(metafile.outputs).map(([file, { bytes }]) => [file, bytes])),
  );
  return { ...sizes, ...grammars.sizes };
}

/** Small parts of packages that are otherwise loaded late, by how their paths begin. */
const eagerParts = ['lib/transform-json-schema.', 'internal/utils'].map(
  (part) => `node_modules/@anthropic-ai/sdk/${part}`,
);

/** What is loaded late in one place must not come in eagerly through another. */
function refuseEagerLoading({ sources }, { packages, modules }) {
  const isPart = (file) => eagerParts.some((part) => file.startsWith(part));
  const isOf = (file) => (name) => file.startsWith(`node_modules/${name}/`);
  for (const [bundled, { outputs }] of Object.entries(sources)) {
    const isLate = bundled.startsWith('dist/late');
    const eager = Object.values(outputs)
      .flatMap(({ inputs }) => Object.keys(inputs).filter((file) => inputs[file].bytesInOutput > 0))
      // A linked folder of packages lies elsewhere.
      .map((file) => file.replace(/^(?:\.\.\/)+(?:[^/]+\/)*?(?=node_modules\/)/, ''))
      .find((file) => (!isLate && modules.has(file)) || (!isPart(file) && [...packages].some(isOf(file))));
    if (eager) throw new Error(`${eager} is imported late, yet comes in eagerly in ${bundled}.`);
  }
}

/** The tool and the packages that it needs, in a folder of their own. */
async function buildCli(folder) {
  const late = new LateImports(root);
  await bundle({ ...cliOptions(late), outdir: path.join(folder, 'cli'), sourcemap: false });
  await bundle({ ...packageOptions(late), outdir: folder });
}

async function watch() {
  const late = new LateImports(root);
  const announce = {
    name: 'announce',
    setup(builder) {
      builder.onStart(() => console.log('[watch] build started'));
      builder.onEnd(({ errors }) => {
        for (const { text, location } of errors)
          console.error(`✘ [ERROR] ${text}\n    ${location?.file}:${location?.line}:${location?.column}:`);
        console.log('[watch] build finished');
      });
    },
  };
  const watched = ({ plugins = [], ...options }) => context({ ...options, plugins: [...plugins, announce] });
  await findLate(late);
  const whole = {
    name: 'whole',
    setup: (builder) => builder.onEnd(() => sharedBundles(hostBundles(false, late)).then(() => undefined)),
  };
  // It writes nothing: it tells when a source has changed.
  const sources = await watched({
    ...hostBundles(false, late).split,
    ...{ write: false, format: 'esm', splitting: true, outdir: dist },
    plugins: [...hostBundles(false, late).split.plugins, whole],
  });
  await bundle(packageOptions(late));
  await bundle(guardOptions(false));
  await writeGrammars(root);
  const webview = await watched(webviewOptions(false));
  await Promise.all([sources, webview].map((each) => each.watch()));
}

if (process.argv[1] === import.meta.filename) {
  const cliAt = process.argv.indexOf('--cli');
  if (process.argv.includes('--watch')) await watch();
  else if (cliAt >= 0) await buildCli(path.resolve(process.argv[cliAt + 1] ?? 'out'));
  else {
    const sizes = await build({ production: !process.argv.includes('--development') });
    for (const [file, bytes] of Object.entries(sizes)) {
      if (!file.endsWith('.map')) console.log(`${(bytes / 1024).toFixed(1).padStart(8)} KB  ${file}`);
    }
  }
}
