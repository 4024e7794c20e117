// Builds for production, writes everpair.vsix and lists what is in it.
import { rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { build } from './build.mjs';
import { pack } from '../tools/build/vsix.mjs';

const root = path.resolve(import.meta.dirname, '..');
const limitBytes = 2 * 1024 * 1024;
const vsix = path.join(root, 'everpair.vsix');

rmSync(path.join(root, 'dist'), { recursive: true, force: true });
await build();
await pack(root, vsix, { dependencies: false, allowMissingRepository: true, rewriteRelativeLinks: false });
const { size } = statSync(vsix);
console.log(`everpair.vsix has ${(size / 1024).toFixed(0)} KB of the ${limitBytes / 1024} KB it may have.`);
if (size > limitBytes) throw new Error('everpair.vsix is too large.');
