import assert from 'node:assert/strict';
import { run } from '../../tools/vscode/childProcess';
import { root } from '../../tools/vscode/folders';

describe('npm start', () => {
  it('opens a VS Code in which Everpair runs', async () => {
    // Packing it anew would take away what other tests read meanwhile.
    const output = await run('npm', ['start', '--', '--packed', '--lab', '--check'], { cwd: root, timeout: 100_000 });
    assert.match(output, /VS Code: +http:\/\/127\.0\.0\.1:\d+\//);
    assert.match(output, /Outage lab: +http:\/\/127\.0\.0\.1:\d+\//);
    assert.match(output, /Up: the status bar says "Everpair/);
  });
});
