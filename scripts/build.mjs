// Bundles the extension and the command-line tool into dist/. `--watch` rebuilds on change, `--development` leaves the code unminified,
// `--cli FOLDER` bundles the command-line tool alone, into another folder.
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { context, build as bundle } from 'esbuild';
import { writeGrammars } from '../tools/build/grammars.mjs';
import { notices } from '../tools/build/notices.mjs';

const root = path.resolve(import.meta.dirname, '..');
const dist = path.join(root, 'dist');

/**
 * What the sources load late: packages by `await import(…)`, each of which becomes a bundle of its own under dist/sdk, and
 * modules of our own by `require(…)`, which become one bundle together. esbuild cannot split CommonJS by itself.
 */
class LateImports {
  packages = new Set();
  /** Paths from the root of the project. */
  modules = new Set();

  /** `up`: the way from the bundle that imports them to dist/. */
  ofPackages(up = '.') {
    return {
      name: 'late-packages',
      setup: (builder) => {
        builder.onResolve({ filter: /^[^.]/ }, ({ path: name, kind }) => {
          if (kind !== 'dynamic-import' || name.startsWith('node:')) return undefined;
          this.packages.add(name);
          return { path: `${up}/sdk/${sdkName(name)}.js`, external: true };
        });
      },
    };
  }

  get ofModules() {
    const namespace = 'late';
    return {
      name: 'late-modules',
      setup: (builder) => {
        builder.onResolve({ filter: /^\./ }, ({ path: name, kind, importer, resolveDir, namespace: from }) => {
          if (from === namespace) return { path: name, external: true };
          // The rest of what is required is within packages.
          if (kind !== 'require-call' || !importer.endsWith('.ts')) return undefined;
          const module = path.relative(root, `${path.resolve(resolveDir, name)}.ts`).replaceAll('\\', '/');
          this.modules.add(module);
          return { path: module, namespace };
        });
        builder.onLoad({ filter: /./, namespace }, ({ path: module }) => ({
          contents: `module.exports = require('./${lateBundle}')[${JSON.stringify(module)}];`,
        }));
      },
    };
  }

  /** Source of the bundle of our own modules. */
  get entry() {
    const lines = [...this.modules].map((module) => `export * as ${JSON.stringify(module)} from './${module}';`);
    return { contents: lines.join('\n'), resolveDir: root, loader: 'ts' };
  }
}

const lateBundle = 'late.js';

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

/** Its ES module asks for its own address, which a CommonJS bundle does not have. */
const commonJs = { 'web-tree-sitter': './node_modules/web-tree-sitter/web-tree-sitter.cjs' };

/**
 * Google's library brings a client for HTTP of its own, a quarter of its size. Node's is there, and the one that VS Code has
 * put in its place knows the user's proxy.
 */
const instead = { 'node-fetch': path.join(root, 'tools/build/globalFetch.mjs') };

const sdkName = (name) => name.replace(/^@/, '').replaceAll('/', '-');

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

function extensionOptions(production, late) {
  return {
    ...hostOptions(production),
    entryPoints: { extension: 'src/extension.ts' },
    plugins: [inheritedApi, sharedTexts(), late.ofPackages(), late.ofModules],
    // Parsing is most of what activation costs; stack traces are read with the map that stays next to the build.
    minify: production,
  };
}

/**
 * The command-line tool, which has the packages together with the extension. What is loaded late of our own is in its one file, and runs
 * when it is needed: the bundle of the extension knows VS Code.
 */
function cliOptions(production, late) {
  return {
    ...hostOptions(production),
    entryPoints: { everpair: 'src/cli/main.ts' },
    outdir: path.join(dist, 'cli'),
    outExtension: { '.js': '.cjs' },
    banner: { js: '#!/usr/bin/env node' },
    plugins: [sharedTexts('..'), late.ofPackages('..')],
    minify: production,
  };
}

function lateOptions(production, late) {
  const { outdir, ...options } = hostOptions(production);
  return {
    ...options,
    stdin: late.entry,
    outfile: path.join(outdir, lateBundle),
    plugins: [inheritedApi, sharedTexts(), late.ofPackages()],
    minify: production,
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
  const sdks = [...packages].map((name) => [`sdk/${sdkName(name)}`, commonJs[name] ?? name]);
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
  const late = new LateImports();
  const extension = await bundle(extensionOptions(production, late));
  const cli = await bundle(cliOptions(production, late));
  refuseEagerLoading(extension.metafile, late);
  refuseEagerLoading(cli.metafile, { ...late, modules: new Set() });
  const modules = await bundle(lateOptions(production, late));
  refuseEagerLoading(modules.metafile, { ...late, modules: new Set() });
  const bundles = [packageOptions(late), webviewOptions(production), guardOptions(production)].map((each) =>
    bundle(each),
  );
  const others = [cli, modules, ...(await Promise.all(bundles))];
  const outputs = [extension, ...others].map(({ metafile }) => metafile);
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
function refuseEagerLoading({ outputs }, { packages, modules }) {
  const isPart = (file) => eagerParts.some((part) => file.startsWith(part));
  const isOf = (file) => (name) => file.startsWith(`node_modules/${name}/`);
  const eager = Object.values(outputs)
    .flatMap(({ inputs }) => Object.keys(inputs).filter((file) => inputs[file].bytesInOutput > 0))
    // A linked folder of packages lies elsewhere.
    .map((file) => file.replace(/^(?:\.\.\/)+(?:[^/]+\/)*?(?=node_modules\/)/, ''))
    .find((file) => modules.has(file) || (!isPart(file) && [...packages].some(isOf(file))));
  if (eager) throw new Error(`${eager} is imported late, yet comes in eagerly.`);
}

/** The tool and the packages that it needs, in a folder of their own. */
async function buildCli(folder) {
  const late = new LateImports();
  await bundle({ ...cliOptions(true, late), outdir: path.join(folder, 'cli'), sourcemap: false });
  await bundle({ ...packageOptions(late), outdir: folder });
}

async function watch() {
  const late = new LateImports();
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
  const extension = await watched(extensionOptions(false, late));
  await extension.rebuild();
  const cli = await watched(cliOptions(false, late));
  await cli.rebuild();
  const modules = await watched(lateOptions(false, late));
  await modules.rebuild();
  await bundle(packageOptions(late));
  await bundle(guardOptions(false));
  await writeGrammars(root);
  const webview = await watched(webviewOptions(false));
  await Promise.all([extension, cli, modules, webview].map((each) => each.watch()));
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
