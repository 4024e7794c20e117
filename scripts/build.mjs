// Bundles the extension into dist/. `--watch` rebuilds on change, `--development` leaves the code unminified.
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { context, build as bundle } from 'esbuild';
import { writeGrammars } from '../tools/build/grammars.mjs';
import { notices } from '../tools/build/notices.mjs';

const root = path.resolve(import.meta.dirname, '..');
const dist = path.join(root, 'dist');

/**
 * What the sources load late: packages by `await import(…)`, each of which becomes a bundle of its own under dist/sdk,
 * and the modules named in `chunks` by `require(…)`. esbuild cannot split CommonJS by itself.
 */
function lazyBundles(found) {
  return {
    name: 'lazy-bundles',
    setup(builder) {
      builder.onResolve({ filter: /./ }, ({ path: name, kind, importer }) => {
        if (kind === 'require-call' && name.startsWith('.')) return chunkOf(name, importer);
        if (kind !== 'dynamic-import' || name.startsWith('node:')) return undefined;
        found.add(name);
        return { path: `./sdk/${sdkName(name)}.js`, external: true };
      });
    },
  };
}

/**
 * Has each module take VS Code's API as it is. As a namespace it would be copied for each of them, some three hundred
 * properties each time, which is a third of what it takes to load the extension.
 */
const apiAsItIs = {
  name: 'api-as-it-is',
  setup(builder) {
    builder.onLoad({ filter: /[\\/]src[\\/].*\.ts$/ }, async ({ path: file }) => {
      const source = await readFile(file, 'utf8');
      const contents = source.replace("import * as vscode from 'vscode';", "const vscode = require('vscode');");
      return contents === source ? undefined : { contents, loader: 'ts' };
    });
  },
};

/** Modules of our own that are loaded when they are first needed. */
const chunks = { providers: 'src/engine/providers/registry/implementations.ts' };

/** The chunk that a module of ours requires; undefined for what packages require within themselves. */
function chunkOf(request, importer) {
  const file = path.relative(root, `${path.resolve(path.dirname(importer), request)}.ts`);
  const name = Object.keys(chunks).find((chunk) => path.normalize(chunks[chunk]) === file);
  return name && { path: `./${name}.js`, external: true };
}

/** Its ES module asks for its own address, which a CommonJS bundle does not have. */
const commonJs = { 'web-tree-sitter': './node_modules/web-tree-sitter/web-tree-sitter.cjs' };

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
    external: ['vscode'],
    supported: { 'dynamic-import': false },
    outdir: dist,
  };
}

function extensionOptions(production, found) {
  return {
    ...hostOptions(production),
    entryPoints: { extension: 'src/extension.ts', ...chunks },
    plugins: [apiAsItIs, lazyBundles(found)],
    // Parsing is most of what activation costs; stack traces are read with the map that stays next to the build.
    minify: production,
  };
}

function sdkOptions(found) {
  return {
    ...hostOptions(true),
    sourcemap: false,
    entryPoints: Object.fromEntries([...found].map((name) => [`sdk/${sdkName(name)}`, commonJs[name] ?? name])),
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
  const found = new Set();
  const extension = await bundle(extensionOptions(production, found));
  refuseEagerLoading(extension.metafile, found);
  const others = await Promise.all([bundle(sdkOptions(found)), bundle(webviewOptions(production))]);
  const outputs = [extension, ...others].map(({ metafile }) => metafile);
  const grammars = await writeGrammars(root);
  writeFileSync(path.join(dist, 'third-party-notices.txt'), notices(root, [...outputs, grammars]));
  const bundles = Object.fromEntries(
    outputs.flatMap((metafile) => Object.entries(metafile.outputs).map(([file, { bytes }]) => [file, bytes])),
  );
  return { ...bundles, ...grammars.sizes };
}

/** A package that is loaded lazily in one place must not come in eagerly through another. */
function refuseEagerLoading(metafile, found) {
  for (const name of found) {
    const eager = Object.keys(metafile.inputs).find((file) => file.startsWith(`node_modules/${name}/`));
    if (eager) throw new Error(`${name} is imported lazily, yet ${eager} comes in eagerly.`);
  }
}

async function watch() {
  const found = new Set();
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
  const options = extensionOptions(false, found);
  const extension = await context({ ...options, plugins: [...options.plugins, announce] });
  await extension.rebuild();
  await bundle(sdkOptions(found));
  await writeGrammars(root);
  await extension.watch();
  const webview = await context({ ...webviewOptions(false), plugins: [announce] });
  await webview.watch();
}

if (process.argv[1] === import.meta.filename) {
  if (process.argv.includes('--watch')) await watch();
  else {
    const sizes = await build({ production: !process.argv.includes('--development') });
    for (const [file, bytes] of Object.entries(sizes)) {
      if (!file.endsWith('.map')) console.log(`${(bytes / 1024).toFixed(1).padStart(8)} KB  ${file}`);
    }
  }
}
