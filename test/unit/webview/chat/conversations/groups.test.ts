import assert from 'node:assert/strict';
import * as l10n from '@vscode/l10n';
import { shortTime } from '../../../../../src/webview/chat/conversations/groups';
import german from '../../../../../l10n/bundle.l10n.de.json';

const afternoon = new Date(2026, 10, 30, 15, 4);

describe('shortTime', () => {
  beforeEach(() => l10n.config({ contents: german }));
  afterEach(() => l10n.config({ contents: {} }));

  it('writes times and days in the language of the texts, whatever that of the browser is', () => {
    assert.equal(shortTime(afternoon.getTime(), afternoon), '15:04');
    assert.equal(shortTime(new Date(2026, 9, 3).getTime(), afternoon), '3. Okt.');
  });
});
