import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';

const files: readonly (readonly [name: string, text: string])[] = [
  [
    'package.json',
    JSON.stringify({
      ...{
        name: 'tiny',
        publisher: 'tiny',
        version: '1.0.0',
        description: 'Tiny.',
        license: 'MIT',
        main: './dist/a.js',
      },
      engines: { vscode: '^1.100.0' },
      activationEvents: ['onStartupFinished'],
    }),
  ],
  ['README.md', '# Tiny\n\nIt does one thing.\n'],
  ['LICENSE', 'MIT\n'],
  ['dist/a.js', 'exports.activate = () => undefined;\n'],
  ['dist/b.js', 'exports.b = 1;\n'],
];

interface Place {
  readonly order: 'forward' | 'backward';
  readonly mode: number;
  readonly time: Date;
  readonly zone: string;
}

/** The hash of the package of the same files, made in a folder of its own by a process of its own. */
async function packed(folder: string, { order, mode, time, zone }: Place): Promise<string> {
  for (const [name, text] of order === 'forward' ? files : [...files].reverse()) {
    const file = path.join(folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
    chmodSync(file, mode);
    utimesSync(file, time, time);
  }
  const target = path.join(folder, 'out.vsix');
  const script = `import { pack } from ${JSON.stringify(pathToFileURL(path.resolve('tools/build/vsix.mjs')).href)};
    await pack(${JSON.stringify(folder)}, ${JSON.stringify(target)}, { dependencies: false, allowMissingRepository: true });`;
  await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], {
    env: { ...process.env, TZ: zone },
  });
  return createHash('sha256').update(readFileSync(target)).digest('hex');
}

describe('the package of an extension', () => {
  const made: string[] = [];
  const folder = (prefix: string): string => {
    const path_ = mkdtempSync(path.join(tmpdir(), prefix));
    made.push(path_);
    return path_;
  };
  after(() => made.forEach((each) => rmSync(each, { recursive: true, force: true })));

  it('has the same bytes from the same files, wherever, whenever and by whom it is made', async function () {
    this.timeout(120_000);
    const here = await packed(folder('a-'), {
      ...{ order: 'forward', mode: 0o644, time: new Date('2024-01-01T00:00:00Z'), zone: 'UTC' },
    });
    const there = await packed(folder('another-'), {
      ...{ order: 'backward', mode: 0o775, time: new Date('2025-07-01T12:34:56Z'), zone: 'Pacific/Kiritimati' },
    });
    assert.equal(here, there);
  });
});
