import Module from 'node:module';

interface Loader {
  _load(request: string, ...more: unknown[]): unknown;
}

/**
 * The workspace of all stubs. The whole layer is one bundle, in which a module is loaded once, with the stub of the test that comes first.
 */
export const workspaceStub = {
  notebookDocuments: [] as object[],
  getWorkspaceFolder: ({ path }: { readonly path: string }) => (path.startsWith('/elsewhere') ? undefined : {}),
  asRelativePath: ({ path }: { readonly path: string }) => path.slice(1),
};

/** Notifications of progress of all stubs: `cancel` is the button of the last one. */
export const progressStub = {
  cancel: (): void => {},
  withProgress: (_: object, work: (progress: object, token: object) => Promise<unknown>): Promise<unknown> => {
    const onCancellationRequested = (listener: () => void): { dispose: () => void } => {
      progressStub.cancel = listener;
      return { dispose: () => (progressStub.cancel = () => {}) };
    };
    return work({ report: () => undefined }, { onCancellationRequested });
  },
};

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
