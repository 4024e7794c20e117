import assert from 'node:assert/strict';
import { externalLink } from '../../../../../src/engine/chat/view/externalLink';

describe('externalLink', () => {
  it('accepts addresses of the web and of mail', () => {
    assert.equal(externalLink('https://a.test/x?y=1#z'), 'https://a.test/x?y=1#z');
    assert.equal(externalLink('mailto:a@b.test'), 'mailto:a@b.test');
  });

  it('refuses commands, scripts, data, files and other text', () => {
    const refused = [
      'command:workbench.action.quit',
      'javascript:alert(1)',
      ' JaVaScRiPt:alert(1)',
      'data:text/html,x',
      'file:///etc/passwd',
      'vscode://x/y',
      'vscode-webview://x',
      '//evil.test',
      '../secret',
      '#top',
      '',
    ];
    for (const href of refused) assert.equal(externalLink(href), undefined, href);
  });
});
