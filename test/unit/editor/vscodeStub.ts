import Module from 'node:module';

interface Loader {
  _load(request: string, ...more: unknown[]): unknown;
}

/** What `load` requires, a module of the extension, with `editor` in the place of `vscode`. */
export function loadWithEditor(editor: unknown, load: () => unknown): unknown {
  const loader = Module as unknown as Loader;
  const original = loader._load.bind(Module);
  loader._load = (request, ...more) => (request === 'vscode' ? editor : original(request, ...more));
  try {
    return load();
  } finally {
    loader._load = original;
  }
}
