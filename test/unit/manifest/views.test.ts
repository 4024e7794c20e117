import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { viewIds } from '../../../src/editor/ids';
import { contributes, manifest, root, text } from './manifest';

describe('the views of the manifest', () => {
  it('are those of the code, each in its container', () => {
    const containers = Object.values(contributes.viewsContainers).flat();
    assert.deepEqual(
      containers.map(({ id }) => id),
      [viewIds.container],
    );
    assert.deepEqual(Object.keys(contributes.views), [viewIds.container]);
    assert.deepEqual(
      contributes.views[viewIds.container]?.map(({ id }) => id),
      [viewIds.chat],
    );
  });

  it('are those that menus wait for', () => {
    const views = [...text.matchAll(/view == ([\w.]+)/g)].map(([, id]) => id);
    assert.deepEqual([...new Set(views)], [viewIds.chat]);
  });

  it('have pictures that exist', () => {
    const icons = [...Object.values(contributes.viewsContainers), ...Object.values(contributes.views)]
      .flat()
      .map(({ icon }) => icon);
    for (const icon of [manifest.icon, ...icons]) assert.ok(existsSync(path.join(root, icon)), icon);
  });
});
