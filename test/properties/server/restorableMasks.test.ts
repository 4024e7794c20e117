import assert from 'node:assert/strict';
import fc from 'fast-check';
import { RestorableMasks } from '../../../src/engine/privacy/restorableMasks';
import { withoutSecrets } from '../../../src/engine/privacy/secretText';
import { restoredSteps } from '../../../src/engine/server/committed/restoredSteps';
import type { CommittedStep } from '../../../src/engine/server/committed/committedAnswer';
import { base64, filled, rows } from '../../unit/engine/privacy/fakeKeys';
import { namedKeyCases } from '../../unit/engine/privacy/keys/namedKeyCases';
import { tokenCases } from '../../unit/engine/privacy/keys/tokenCases';

const secretLines = [...rows(tokenCases), ...rows(namedKeyCases)].map(([, pattern]) =>
  filled(pattern).replaceAll('§', ''),
);
const key = ['-----BEGIN PRIVATE KEY-----', base64(64), base64(64), base64(20), '-----END PRIVATE KEY-----'].join('\n');

const line = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...secretLines) },
  { weight: 1, arbitrary: fc.constant(key) },
  {
    weight: 2,
    arbitrary: fc.constantFrom('', '  return a * b;', "password = '***'", '***', 'MASKED_SECRET_0123', 'MASKED_'),
  },
  { weight: 2, arbitrary: fc.string({ maxLength: 30 }).map((drawn) => drawn.replaceAll('\n', ' ')) },
);
const text = fc
  .array(fc.tuple(line, fc.constantFrom('\n', '\r\n', '  // ', ' ', '\n\n    ')), { minLength: 1, maxLength: 8 })
  .map((parts) => parts.flat().join(''));

/** The text in pieces that end anywhere. */
const pieces = (whole: string, sizes: readonly number[]): string[] => {
  const found: string[] = [];
  for (let at = 0, index = 0; at < whole.length; index += 1) {
    const size = sizes[index % sizes.length] ?? 1;
    found.push(whole.slice(at, at + size));
    at += size;
  }
  return found;
};

async function* streamed(parts: readonly string[]): AsyncGenerator<CommittedStep> {
  for (const part of parts) yield await Promise.resolve({ type: 'event', event: { type: 'text', text: part } });
}

describe('masks that are taken away again', () => {
  it('hide what a mask hides and nothing else, and give each text back as it was', () => {
    fc.assert(
      fc.property(text, (written) => {
        const masks = new RestorableMasks();
        const masked = masks.mask(written);
        const hidden = withoutSecrets(written).text;
        if (hidden !== written) assert.equal(masked.replaceAll(/MASKED_SECRET_[0-9a-f]{12}/g, '***'), hidden);
        else assert.equal(masked, written);
        assert.equal(masks.restore(masked), written);
        assert.equal(new RestorableMasks().mask(written), masked, 'a placeholder stays the same');
      }),
      { numRuns: 1_000 },
    );
  });

  it('give an answer back whole in whatever pieces it comes', async () => {
    await fc.assert(
      fc.asyncProperty(text, fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1 }), async (written, sizes) => {
        const masks = new RestorableMasks();
        const masked = masks.mask(written);
        let restored = '';
        for await (const step of restoredSteps(streamed(pieces(masked, sizes)), masks)) {
          assert.ok(step.type === 'event' && step.event.type === 'text' && step.event.text !== '');
          restored += step.event.text;
        }
        assert.equal(restored, written);
      }),
      { numRuns: 300 },
    );
  });
});
