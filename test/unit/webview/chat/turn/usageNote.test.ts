import assert from 'node:assert/strict';
import { requestUsageOf } from '../../../../../src/engine/chat/conversation/requestUsage';
import { usageNote } from '../../../../../src/webview/chat/turn/usageNote';
import { attempt, failure, route } from '../../../engine/chat/fixtures';
import { allByRole } from '../../accessible';
import { inBrowser } from '../../dom';

type Attempts = readonly ReturnType<typeof attempt>[];

function shown(attempts: Attempts): HTMLElement | undefined {
  const note = usageNote(requestUsageOf(attempts));
  document.body.replaceChildren(...(note ? [note] : []));
  return note;
}

const words = (attempts: Attempts): string => shown(attempts)?.querySelector('summary')?.textContent ?? '';
const refused = attempt({ outcome: 'failed', failure: failure('overloaded', { status: 529 }) });
const broken = attempt({ outcome: 'failed', failure: failure('stream-cut'), maybeBilled: true, cost: 0.004 });
const free = attempt({ route: route('Ollama', { trust: 'local' }), cost: 0 });

describe('usageNote', () => {
  inBrowser();

  it('shows attempts where there were several, and money where some was spent', () => {
    assert.equal(words([attempt({ cost: 0.012 })]), 'about $0.012');
    assert.equal(words([refused, free]), '2 attempts');
    assert.equal(words([refused, broken, attempt({ cost: 0.008 })]), '3 attempts, about $0.012');
    assert.equal(words([broken, attempt()]), '2 attempts, about $0.0040 or more');
  });

  it('is absent for a single attempt that is free or has no known price', () => {
    for (const single of [[free], [attempt()], []]) assert.equal(shown(single), undefined);
  });

  it('opens to a line for each attempt and the known tokens', () => {
    const served = attempt({ usage: { inputTokens: 1_200, outputTokens: 80 }, cost: 0.008 });
    const note = shown([refused, broken, served]);
    (note as HTMLDetailsElement).open = true;
    assert.deepEqual(
      allByRole('listitem').map(({ element }) => element.textContent),
      [
        'Alpha is overloaded (529).',
        'The connection to Alpha broke off, may have been billed, about $0.0040.',
        'Alpha (alpha-model) answered, about $0.0080.',
        `Tokens, where the provider told them: ${(1_200).toLocaleString()} in, 80 out.`,
      ],
    );
  });
});
