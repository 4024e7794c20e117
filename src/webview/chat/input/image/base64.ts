/** Bytes that become characters at once: a call takes only so many arguments. */
const pieceBytes = 32_768;

export async function toBase64(blob: Blob): Promise<string> {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  const pieces: string[] = [];
  for (let at = 0; at < bytes.length; at += pieceBytes) {
    pieces.push(String.fromCharCode(...bytes.subarray(at, at + pieceBytes)));
  }
  return btoa(pieces.join(''));
}

/** The bytes of base64; none when it is no base64. */
export function fromBase64(data: string, type: string): Blob {
  try {
    const text = atob(data);
    return new Blob([Uint8Array.from(text, (character) => character.charCodeAt(0))], { type });
  } catch {
    return new Blob([], { type });
  }
}
