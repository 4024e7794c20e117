// Bundles the extension into dist/. `--watch` rebuilds on change, `--development` leaves the code unminified.
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

  get ofPackages() {
    return {
      name: 'late-packages',
      setup: (builder) => {
        builder.onResolve({ filter: /^[^.]/ }, ({ path: name, kind }) => {
          if (kind !== 'dynamic-import' || name.startsWith('node:')) return undefined;
          this.packages.add(name);
          return { path: `./sdk/${sdkName(name)}.js`, external: true };
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
const sharedTexts = {
  name: 'shared-texts',
  setup(builder) {
    builder.onResolve({ filter: /^@vscode\/l10n$/ }, () => ({ path: './l10n.js', external: true }));
  },
};

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
    supported: { 'dynamic-import': false },
    outdir: dist,
  };
}

function extensionOptions(production, late) {
  return {
    ...hostOptions(production),
    entryPoints: { extension: 'src/extension.ts' },
    plugins: [inheritedApi, sharedTexts, late.ofPackages, late.ofModules],
    // Parsing is most of what activation costs; stack traces are read with the map that stays next to the build.
    minify: production,
  };
}

function lateOptions(production, late) {
  const { outdir, ...options } = hostOptions(production);
  return {
    ...options,
    stdin: late.entry,
    outfile: path.join(outdir, lateBundle),
    plugins: [sharedTexts, late.ofPackages],
    minify: production,
  };
}

/** The packages that are bundles of their own. */
function packageOptions({ packages }) {
  const sdks = [...packages].map((name) => [`sdk/${sdkName(name)}`, commonJs[name] ?? name]);
  return {
    ...hostOptions(true),
    sourcemap: false,
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
  refuseEagerLoading(extension.metafile, late);
  const modules = await bundle(lateOptions(production, late));
  refuseEagerLoading(modules.metafile, { ...late, modules: new Set() });
  const others = [modules, ...(await Promise.all([bundle(packageOptions(late)), bundle(webviewOptions(production))]))];
  const outputs = [extension, ...others].map(({ metafile }) => metafile);
  const grammars = await writeGrammars(root);
  writeFileSync(path.join(dist, 'third-party-notices.txt'), notices(root, [...outputs, grammars]));
  const bundles = Object.fromEntries(
    outputs.flatMap((metafile) => Object.entries(metafile.outputs).map(([file, { bytes }]) => [file, bytes])),
  );
  return { ...bundles, ...grammars.sizes };
}

/** What is loaded late in one place must not come in eagerly through another. */
function refuseEagerLoading({ inputs }, { packages, modules }) {
  const isLate = (file) => modules.has(file) || [...packages].some((name) => file.startsWith(`node_modules/${name}/`));
  const eager = Object.keys(inputs).find(isLate);
  if (eager) throw new Error(`${eager} is imported late, yet comes in eagerly.`);
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
  const modules = await watched(lateOptions(false, late));
  await modules.rebuild();
  await bundle(packageOptions(late));
  await writeGrammars(root);
  const webview = await watched(webviewOptions(false));
  await Promise.all([extension, modules, webview].map((each) => each.watch()));
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
