// Builds for production, writes everpair.vsix and lists what is in it.
import { rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { build } from './build.mjs';
import { pack } from '../tools/build/vsix.mjs';

const root = path.resolve(import.meta.dirname, '..');
const limitBytes = 2_500_000;
const vsix = path.join(root, 'everpair.vsix');

rmSync(path.join(root, 'dist'), { recursive: true, force: true });
await build();
await pack(root, vsix, { dependencies: false, allowMissingRepository: true, rewriteRelativeLinks: false });
const { size } = statSync(vsix);
const inMb = (bytes) => `${(bytes / 1_000_000).toFixed(2)} MB`;
console.log(`everpair.vsix has ${inMb(size)} of the ${inMb(limitBytes)} it may have.`);
if (size > limitBytes) throw new Error('everpair.vsix is too large.');
