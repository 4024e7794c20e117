/** The text of an answer. Throws where it breaks off, and a `RangeError` where it is longer than so many bytes: a body can be endless. */
export async function boundedText({ body }: Response, mostBytes: number): Promise<string> {
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  for await (const piece of (body ?? []) as AsyncIterable<Uint8Array>) {
    bytes += piece.length;
    // To leave the loop cancels the body.
    if (bytes > mostBytes) throw new RangeError(`more than ${mostBytes} bytes`);
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString('utf8');
}
