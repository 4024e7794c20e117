import assert from 'node:assert/strict';
import { chainView } from '../../../../../src/engine/chat/view/viewModel';
import { provider, statusOf } from '../../../editor/fixtures';

describe('chainView', () => {
  const status = statusOf([provider('Alpha'), provider('Beta')]);
  const [alpha, beta] = status.providers.map(({ link }) => link.chat);
  const next = (...of: Parameters<typeof chainView>): readonly string[] =>
    chainView(...of).providers.flatMap(({ label, model, isNext }) => (isNext ? `${label} ${model}` : []));

  it('says who answers next, in the order of the chain', () => {
    assert.deepEqual(next(status), [`Alpha ${alpha?.model}`]);
    assert.deepEqual(next(statusOf([])), []);
  });

  it('says that the model answers that the user chose, also one that is not in the settings', () => {
    const choice = { providerId: beta?.providerId ?? '', model: 'beta-large' };
    assert.deepEqual(next(status, choice, choice), ['Beta beta-large']);
    assert.deepEqual(chainView(status, choice, choice).choice, { label: 'Beta', model: 'beta-large' });
  });

  it('says who answers in place of the model that the user chose, and where nobody does', () => {
    const choice = { providerId: beta?.providerId ?? '', model: 'beta-large' };
    assert.deepEqual(next(status, choice, alpha), [`Alpha ${alpha?.model}`]);
    assert.deepEqual(next(status, choice, undefined), []);
  });
});
