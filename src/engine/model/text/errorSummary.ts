/**
 * What an unexpected error is, without its own words: those can hold text of a file, of a prompt or of a host. Its name, its
 * code where it has one, and, with `where`, the first place of ours in its stack.
 */
export function errorSummary(error: unknown, { where = false } = {}): string {
  if (!(error instanceof Error)) return `a thrown ${error === null ? 'null' : typeof error}`;
  const name = plain(error.name) ?? 'Error';
  const code = 'code' in error ? plain(error.code) : undefined;
  const summary = code === undefined ? name : `${name} ${code}`;
  const frame = where ? firstFrame(error) : undefined;
  return frame === undefined ? summary : `${summary} ${frame}`;
}

/** A name that a person gave, and nothing that was read. */
function plain(value: unknown): string | undefined {
  return typeof value === 'string' && /^[A-Za-z][A-Za-z0-9_]{1,40}$/.test(value) ? value : undefined;
}

function firstFrame({ message, stack }: Error): string | undefined {
  // The words of the message stand before the frames, and can look like one.
  const frames = stack?.slice(stack.indexOf(message) + message.length) ?? '';
  return /^ {4}(at [\w.<># ]{0,80} ?\(?[^()\n]{0,200}:\d+:\d+\)?)$/m.exec(frames)?.[1];
}
