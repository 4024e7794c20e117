import * as l10n from '@vscode/l10n';

/** What can be wrong with a local model and its download. */
export type LocalModelProblemKind =
  | 'not-set-up'
  | 'no-runtime'
  | 'unreachable'
  | 'refused'
  | 'not-secure'
  | 'wrong-size'
  | 'wrong-hash'
  | 'wrong-list'
  | 'wrong-archive'
  | 'not-gguf'
  | 'disk-full'
  | 'no-room-left'
  | 'not-written'
  | 'busy'
  | 'memory'
  | 'not-started'
  | 'restarting';

/** `subject`: a host, a file, a size or a number of seconds, as the text wants it. `detail`: an error's own words. */
const texts: Readonly<Record<LocalModelProblemKind, (subject: string, detail: string) => string>> = {
  'not-set-up': () => l10n.t('There is no local model. Use Everpair: Set Up Local Model…'),
  'no-runtime': (subject) => l10n.t('There is no llama.cpp for this machine ({0}). Use Ollama instead.', subject),
  unreachable: (subject, detail) =>
    l10n.t('{0} could not be reached ({1}). What is there stays; run the command again to go on.', subject, detail),
  refused: (subject, detail) => l10n.t('{0} did not give the file ({1}).', subject, detail),
  'not-secure': (subject) =>
    l10n.t('{0} is on the public internet and would send the file without encryption. Use https.', subject),
  'wrong-size': (subject) => l10n.t('{0} is not as long as it has to be. It was not kept.', subject),
  'wrong-hash': (subject) =>
    l10n.t('{0} is not the file that was expected: its SHA-256 differs. It was not kept.', subject),
  'wrong-list': (subject, detail) => l10n.t('The list of local models at {0} cannot be read: {1}.', subject, detail),
  'wrong-archive': (subject, detail) => l10n.t('The archive {0} cannot be unpacked: {1}.', subject, detail),
  'not-gguf': (subject, detail) => l10n.t('{0} is not a model that llama.cpp reads: {1}.', subject, detail),
  'disk-full': (subject, detail) => l10n.t('There is not enough room in {0}: {1} are needed.', subject, detail),
  'no-room-left': (subject) => l10n.t('The disk is full: {0} could not be written.', subject),
  'not-written': (subject, detail) => l10n.t('{0} could not be written ({1}).', subject, detail),
  busy: () => l10n.t('Another window is at it already.'),
  memory: (subject, detail) =>
    l10n.t('The local model needs {0} of memory, and this machine has {1}. Choose a smaller one.', subject, detail),
  'not-started': (_subject, detail) => l10n.t('The local model could not be started: {0}', detail),
  restarting: (subject) => l10n.t('The local model crashed and starts again in {0} s.', subject),
};

/** Something is wrong with the local model; `message` says it to the user. */
export class LocalModelProblem extends Error {
  override readonly name = 'LocalModelProblem';

  constructor(
    readonly kind: LocalModelProblemKind,
    subject = '',
    detail = '',
  ) {
    super(texts[kind](subject, detail));
  }
}

/** The error where it is a problem that the user is told of, in whichever bundle it was made. */
export function localModelProblemOf(error: unknown): LocalModelProblem | undefined {
  return isProblem(error) ? error : undefined;
}

function isProblem(error: unknown): error is LocalModelProblem {
  return error instanceof Error && error.name === 'LocalModelProblem';
}

/** A file's fault as a problem; any other error as it is. */
export function fileProblem(error: unknown, file: string): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (typeof code !== 'string') return error;
  return code === 'ENOSPC' || code === 'EDQUOT'
    ? new LocalModelProblem('no-room-left', file)
    : new LocalModelProblem('not-written', file, code);
}
