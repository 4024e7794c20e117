import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { writeCommand } from '../../../../src/editor/endpoint/commandFolder';

describe('the command of the terminals', function () {
  if (process.platform === 'win32') return;
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(path.join(tmpdir(), "it's a folder "))));
  afterEach(() => rmSync(folder, { recursive: true }));

  it('runs the tool with the Node of the editor, whatever is in their paths, and hands its words on', async () => {
    const tool = path.join(folder, '$HOME `tool`.cjs');
    writeFileSync(tool, 'console.log(process.env.ELECTRON_RUN_AS_NODE, JSON.stringify(process.argv.slice(2)));');
    await writeCommand({ node: process.execPath, tool, folder: path.join(folder, 'bin') });
    const said = execFileSync(path.join(folder, 'bin/everpair'), ['ask', 'what is "$1"?'], { encoding: 'utf8' });
    assert.equal(said, '1 ["ask","what is \\"$1\\"?"]\n');
    const modeOf = (name: string): number => statSync(path.join(folder, name)).mode & 0o777;
    assert.deepEqual([modeOf('bin'), modeOf('bin/everpair')], [0o700, 0o700], 'its user’s alone');
  });

  it('is written anew where editor or extension lie elsewhere, and else left alone', async () => {
    const bin = path.join(folder, 'bin');
    mkdirSync(bin);
    const place = { node: '/old/node', tool: '/old/tool', folder: bin };
    await writeCommand(place);
    const file = path.join(bin, 'everpair');
    const { mtimeMs } = statSync(file);
    await writeCommand(place);
    assert.equal(statSync(file).mtimeMs, mtimeMs);
    await writeCommand({ ...place, node: '/new/node' });
    assert.match(readFileSync(file, 'utf8'), /'\/new\/node' '\/old\/tool'/);
  });
});
