import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { providersContext, viewIds } from '../../../src/editor/ids';
import { contributes, declared, root } from './manifest';

describe('the walkthrough of the manifest', () => {
  const steps = contributes.walkthroughs.flatMap((walkthrough) => walkthrough.steps);

  it('has steps that something completes that there is', () => {
    const known = [
      ...declared.map((id) => `onCommand:${id}`),
      `onContext:${providersContext}`,
      `onView:${viewIds.chat}`,
    ];
    assert.equal(steps.length, 5);
    for (const { id, completionEvents } of steps) {
      assert.ok(completionEvents.length > 0, id);
      for (const event of completionEvents) assert.ok(known.includes(event), event);
    }
  });

  it('has pictures that ship, are small, have a text and take the colours of the theme', () => {
    const shipped = readFileSync(path.join(root, '.vscodeignore'), 'utf8').split('\n');
    assert.ok(shipped.includes('!media/walkthrough/*.svg'));
    for (const { media } of steps) {
      const svg = readFileSync(path.join(root, media.svg), 'utf8');
      assert.match(media.svg, /^media\/walkthrough\/[^/]+\.svg$/);
      assert.ok(svg.length < 1_500 && media.altText.length > 3, media.svg);
      assert.match(svg, /var\(--vscode-/);
      assert.doesNotMatch(svg, /<text|#[0-9a-f]{3}/i);
    }
  });
});
