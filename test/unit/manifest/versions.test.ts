import assert from 'node:assert/strict';
import { manifest } from './manifest';

describe('the versions of the manifest', () => {
  it('let the code use no API that the oldest VS Code lacks', () => {
    const minor = /^\^(\d+\.\d+)\.0$/.exec(manifest.engines.vscode)?.[1];
    assert.ok(minor);
    assert.ok(manifest.devDependencies['@types/vscode']?.startsWith(`${minor}.`));
  });
});
