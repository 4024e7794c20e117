import assert from 'node:assert/strict';
import * as l10n from '@vscode/l10n';
import { loadWithEditor } from './vscodeStub';

type Page = typeof import('../../../src/editor/webviewPage');

const uri = (value: string): object => ({ toString: () => value });

const editor = {
  l10n: { bundle: undefined as Readonly<Record<string, string>> | undefined },
  Uri: { joinPath: (_: object, ...parts: readonly string[]) => uri(parts.join('/')) },
};
const { webviewPage } = loadWithEditor(editor, () => require('../../../src/editor/webviewPage') as unknown) as Page;

/** The page as the editor writes it in a language. */
function pageIn(bundle?: Readonly<Record<string, string>>, surface: 'chat' | 'setup' = 'chat'): string {
  editor.l10n.bundle = bundle;
  l10n.config({ contents: bundle ?? {} });
  const webview = { asWebviewUri: (file: object) => file, cspSource: 'https://example.org' };
  return webviewPage(webview as never, uri('/extension') as never, surface);
}

describe('the page of a webview', () => {
  afterEach(() => l10n.config({ contents: {} }));

  it('is English without a translation', () => {
    assert.match(pageIn(), /<html lang="en" dir="ltr">/);
  });

  it('names the language of its texts and the direction they are read in', () => {
    assert.match(pageIn({ 'en/the tag of the language': 'zh-Hans' }), /<html lang="zh-Hans" dir="ltr">/);
    assert.match(pageIn({ 'en/the tag of the language': 'ar' }), /<html lang="ar" dir="rtl">/);
  });

  it('loads its own script and style, shows pictures that come as data, and nothing else', () => {
    const [, policy = ''] = /Content-Security-Policy" content="([^"]*)"/.exec(pageIn()) ?? [];
    assert.deepEqual(policy.replace(/nonce-[^']*/, 'nonce').split('; '), [
      "default-src 'none'",
      "script-src 'nonce'",
      'style-src https://example.org',
      'img-src data: blob:',
      "base-uri 'none'",
      "form-action 'none'",
      "require-trusted-types-for 'script'",
    ]);
  });

  it('takes no text of a translation for markup', () => {
    const bundle = { Stop: '</script><!--<script>alert(1)</script>' };
    const [, texts = ''] = /<script type="application\/json" id="texts">([^<]*)<\/script>/.exec(pageIn(bundle)) ?? [];
    assert.deepEqual(JSON.parse(texts), bundle);
  });
});
