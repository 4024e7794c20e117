/** A part of a text that is written in bytes, and the text of the bytes. */
export interface Decoding {
  readonly text: string;
  /** Position of the part in the text. */
  readonly from: number;
  readonly to: number;
}

/** Ways to write bytes as text, each with the function that reads a run of it. */
const ways: readonly (readonly [run: RegExp, bytesOf: (run: string) => readonly Buffer[]])[] = [
  // `73 6b`, `73:6b`, `0x73, 0x6b`, `=73=6B`, `\x73\x6b`, and without anything between.
  [
    /(?:(?:0x|\\x|[=%])?[0-9a-f]{2}(?:[0-9a-f]{2})?[\s:,;-]{0,2}){5,}(?:0x|\\x|[=%])?[0-9a-f]{2}(?:[0-9a-f]{2})?/gi,
    (run) => {
      const digits = run.replace(/0x|\\x|[^0-9a-f]/gi, '');
      return [digits, digits.slice(1)].map((each) => Buffer.from(each, 'hex'));
    },
  ],
  [/\b\d{1,3}(?:[\s,;]{1,3}\d{1,3}){5,}\b/g, (run) => bytes(run.match(/\d+/g)?.map(Number))],
  [/(?:\\[0-7]{3}){6,}/g, (run) => bytes(run.match(/[0-7]{3}/g)?.map((digits) => parseInt(digits, 8)))],
  [
    /\b[01]{8}(?:[\s,]{0,2}[01]{8}){5,}\b/g,
    (run) => bytes(run.match(/[01]{8}/g)?.map((digits) => parseInt(digits, 2))),
  ],
  [/[A-Z2-7]{11,}/gi, (run) => [base32(run.toUpperCase())]],
  [/[A-Za-z0-9+/_-]{11,}/g, (run) => [Buffer.from(run, 'base64')]],
];

/** Bytes inside of bytes, as in base64 of base64. */
const maxDepth = 3;

/** Every reading of the parts of a text that are bytes, also those inside of others. In time that grows with the text alone. */
export function decodings(text: string, depth = 1): readonly Decoding[] {
  return ways.flatMap(([run, bytesOf]) =>
    [...text.matchAll(run)].flatMap(({ 0: found, index }) =>
      bytesOf(found).flatMap((read) => {
        const said = textOf(read);
        if (said === undefined) return [];
        const place = { from: index, to: index + found.length };
        const inside = depth < maxDepth ? decodings(said, depth + 1) : [];
        return [{ text: said, ...place }, ...inside.map((each) => ({ text: each.text, ...place }))];
      }),
    ),
  );
}

/** Text of one byte for a letter, or of two bytes with one empty; undefined for bytes that are mostly no text. */
function textOf(read: Buffer): string | undefined {
  const letters = read.filter((byte) => byte !== 0);
  const plain = letters.filter((byte) => byte >= 0x20 && byte < 0x7f).length;
  return letters.length >= 4 && plain * 4 >= letters.length * 3 ? Buffer.from(letters).toString('utf8') : undefined;
}

function bytes(values: readonly number[] | undefined): readonly Buffer[] {
  return values?.every((value) => value < 256) === true ? [Buffer.from(values)] : [];
}

function base32(run: string): Buffer {
  const values: number[] = [];
  let [bits, held] = [0, 0];
  for (const character of run) {
    held = ((held << 5) | 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(character)) & 0xfff;
    bits += 5;
    if (bits < 8) continue;
    bits -= 8;
    values.push((held >> bits) & 0xff);
  }
  return Buffer.from(values);
}
