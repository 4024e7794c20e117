export type Bytes = Uint8Array<ArrayBuffer>;

/** Bytes of a body that are kept to classify an error. */
export const maxErrorBodyBytes = 64 * 1024;
/** Milliseconds a host has to send the body of its error, so that one that hangs there does not hide the status. */
const errorBodyTimeoutMs = 1_500;

/** Milliseconds that the rest of a whole answer is waited for, and how many bytes of it, so that its socket can be used again. */
const restTimeoutMs = 1_000;
const maxRestBytes = 64 * 1024;

/** Reads on to the end of a body; false when it does not come soon. */
export async function cameToItsEnd(reader: ReadableStreamDefaultReader<Bytes>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(resolve, restTimeoutMs, false);
    timer.unref();
  });
  const reading = (async () => {
    for (let length = 0; length < maxRestBytes;) {
      const { done, value } = await reader.read();
      if (done) return true;
      length += value.length;
    }
    return false;
  })().catch(() => false);
  const ended = await Promise.race([reading, late]);
  clearTimeout(timer);
  return ended;
}

/** What comes first of a body, up to a length and within a time; all that an error has to say. */
export function beginningOf(response: Response): Promise<string> {
  const body = response.body;
  return body ? restOf(body.getReader(), new Uint8Array()) : Promise.resolve('');
}

interface RestOptions {
  /** Characters. */
  readonly longest?: number;
  /** Where there is one, only silence ends the wait. */
  readonly onBytes?: () => void;
}

/** What the host still sends, up to a length and within a time; what comes before it breaks off is given all the same. */
export async function restOf(
  reader: ReadableStreamDefaultReader<Bytes>,
  first: Bytes,
  { longest = maxErrorBodyBytes, onBytes }: RestOptions = {},
): Promise<string> {
  const decoder = new TextDecoder();
  const pieces = [decoder.decode(first, { stream: true })];
  let length = pieces[0]?.length ?? 0;
  let late: () => void = () => undefined;
  const lateness = new Promise<void>((resolve) => (late = resolve));
  let timer = setTimeout(late, errorBodyTimeoutMs);
  const reading = (async () => {
    while (length < longest) {
      const { done, value } = await reader.read();
      if (done) return;
      if (onBytes) {
        onBytes();
        clearTimeout(timer);
        timer = setTimeout(late, errorBodyTimeoutMs);
      }
      const piece = decoder.decode(value, { stream: true });
      pieces.push(piece);
      length += piece.length;
    }
  })().catch(() => undefined);
  await Promise.race([reading, lateness]);
  clearTimeout(timer);
  reader.cancel().catch(() => undefined);
  return pieces.join('').slice(0, longest);
}
