import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createVSIX } from '@vscode/vsce';

/** The time of every file in the package: 1 January 2026. */
const epochSeconds = 1_767_225_600;

/**
 * Packs the folder of an extension so that the same files make the same bytes on every machine: in one order, with one time in one
 * time zone, and with fixed file modes.
 */
export async function pack(folder, target, options = {}) {
  const { SOURCE_DATE_EPOCH, TZ } = process.env;
  process.env.SOURCE_DATE_EPOCH = String(epochSeconds);
  process.env.TZ = 'UTC';
  const written = `${target}.new`;
  try {
    await createVSIX({ ...options, cwd: folder, packagePath: written });
  } finally {
    restore({ SOURCE_DATE_EPOCH, TZ });
  }
  writeFileSync(written, withPlainModes(readFileSync(written)));
  renameSync(written, target);
}

function restore(before) {
  for (const [name, value] of Object.entries(before)) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
}

const endOfDirectory = 0x06054b50;
const entryOfDirectory = 0x02014b50;
const plainFile = (0o100644 << 16) >>> 0;
const madeOnUnix = 3;

/** A zip archive in which each entry is a plain file that everybody may read: 4.3.12 of the format's specification. */
function withPlainModes(zip) {
  const end = zip.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  if (end < 0 || zip.readUInt32LE(end) !== endOfDirectory) throw new Error('The package is no zip archive.');
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left -= 1) {
    if (zip.readUInt32LE(at) !== entryOfDirectory) throw new Error('The directory of the package cannot be read.');
    zip.writeUInt8(madeOnUnix, at + 5);
    zip.writeUInt32LE(plainFile, at + 38);
    at += 46 + zip.readUInt16LE(at + 28) + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  return zip;
}
