import Module, { createRequire } from 'node:module';

interface Loader {
  _load(request: string, ...more: unknown[]): unknown;
}

/** Loads a module of the extension with `editor` in the place of `vscode`; `from` is the caller's file name. */
export function loadWithEditor(editor: unknown, from: string, module: string): unknown {
  const loader = Module as unknown as Loader;
  const original = loader._load.bind(Module);
  loader._load = (request, ...more) => (request === 'vscode' ? editor : original(request, ...more));
  try {
    return createRequire(from)(module);
  } finally {
    loader._load = original;
  }
}
