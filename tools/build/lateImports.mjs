import path from 'node:path';

/**
 * What the sources load late: packages by `await import(…)`, each of which becomes a bundle of its own under dist/sdk, and
 * modules of our own by `require(…)`, which become two bundles: those that know VS Code, and those that the command-line tool loads too.
 */
export class LateImports {
  constructor(root) {
    this.root = root;
  }

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
          const module = path.relative(this.root, `${path.resolve(resolveDir, name)}.ts`).replaceAll('\\', '/');
          this.modules.add(module);
          return { path: module, namespace };
        });
        builder.onLoad({ filter: /./, namespace }, ({ path: module }) => ({
          contents: `module.exports = require('./${lateBundle(module)}.js')[${JSON.stringify(module)}];`,
        }));
      },
    };
  }

  /** Sources of the bundles of our own modules. */
  get entries() {
    const namespace = 'late-entry';
    return {
      name: 'late-entries',
      setup: (builder) => {
        builder.onResolve({ filter: /^late-entry:/ }, ({ path: name }) => ({ path: name.split(':')[1], namespace }));
        builder.onLoad({ filter: /./, namespace }, ({ path: name }) => {
          const own = [...this.modules].filter((module) => lateBundle(module) === name).sort();
          const lines = own.map((module) => `export * as ${JSON.stringify(module)} from './${module}';`);
          return { contents: lines.join('\n'), resolveDir: this.root, loader: 'ts' };
        });
      },
    };
  }
}

/** The name of the bundle that holds a module which is loaded late. */
const lateBundle = (module) => (module.startsWith('src/editor/') ? 'late' : 'lateEngine');

/** The name of a package's bundle under dist/sdk. */
export const sdkName = (name) => name.replace(/^@/, '').replaceAll('/', '-');
