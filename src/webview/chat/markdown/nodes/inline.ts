import * as l10n from '@vscode/l10n';
import type { MarkedToken, Token } from 'marked';
import { h } from '../../../shared/dom';
import type { ContentActions } from './codeBlock';
import { decodeEntities } from '../parse/entities';
import { appendText } from './hiddenMark';
import { appendTitle, linkTo, showHosts } from './link';

/** Elements that an answer may write as raw HTML; they get no attributes. Everything else is shown as the text it is. */
const allowedTag = /^<(\/?)(b|strong|i|em|u|s|del|kbd|sub|sup|small|mark|code)>$/i;

/** Appends a block's inline tokens, with the hosts of links that do not tell theirs. */
export function appendInline(block: HTMLElement, tokens: readonly Token[], actions: ContentActions): void {
  appendTokens(block, tokens, actions);
  showHosts(block);
}

/** Builds nodes and never parses markup, so nothing in an answer can become script. */
function appendTokens(parent: HTMLElement, tokens: readonly Token[], actions: ContentActions): void {
  const open: HTMLElement[] = [parent];
  for (const token of tokens as readonly MarkedToken[]) {
    const top = open.at(-1) ?? parent;
    if (token.type !== 'html') {
      appendToken(top, token, actions);
      continue;
    }
    const [, closing, name] = allowedTag.exec(token.raw) ?? [];
    if (/^<br\s*\/?>$/i.test(token.raw)) {
      top.append(h('br'));
    } else if (closing === '' && name !== undefined) {
      const element = h(name.toLowerCase() as 'b');
      top.append(element);
      open.push(element);
    } else if (name !== undefined && open.length > 1 && top.localName === name.toLowerCase()) {
      open.pop();
    } else {
      appendText(top, token.raw);
    }
  }
}

function appendToken(parent: HTMLElement, token: MarkedToken, actions: ContentActions): void {
  switch (token.type) {
    case 'strong':
    case 'em':
    case 'del': {
      const element = h(token.type);
      appendTokens(element, token.tokens, actions);
      parent.append(element);
      return;
    }
    case 'codespan': {
      const element = h('code');
      appendText(element, token.text);
      parent.append(element);
      return;
    }
    case 'br':
      parent.append(h('br'));
      return;
    case 'escape':
      appendText(parent, token.text);
      return;
    case 'link': {
      const link = linkTo(decodeEntities(token.href), actions);
      appendTokens(link, token.tokens, actions);
      // The link of an image inside a link would open two pages with one press.
      if (link.localName === 'a')
        for (const inner of link.querySelectorAll('a')) inner.replaceWith(...inner.childNodes);
      appendLink(parent, link, token.href, token.title);
      return;
    }
    case 'image': {
      // Images are not loaded: fetching one would tell its server that, and when, an answer was read.
      const link = linkTo(decodeEntities(token.href), actions);
      const words = h('span');
      appendTokens(words, token.tokens, actions);
      appendText(link, words.textContent === '' ? l10n.t('Image') : l10n.t('Image: {0}', words.textContent));
      appendLink(parent, link, token.href, token.title);
      return;
    }
    case 'checkbox':
      parent.append(h('input', { type: 'checkbox', disabled: true, checked: token.checked, 'aria-label': 'Done' }));
      return;
    case 'text': {
      if (!token.tokens) {
        appendText(parent, decodeEntities(token.text));
        return;
      }
      const group = h('span');
      appendTokens(group, token.tokens, actions);
      parent.append(group);
      return;
    }
    case 'blockquote':
    case 'code':
    case 'def':
    case 'heading':
    case 'hr':
    case 'html':
    case 'list':
    case 'list_item':
    case 'paragraph':
    case 'space':
    case 'table':
      // Blocks never stand inside a line.
      appendText(parent, token.raw);
      return;
  }
}

/** A link without words shows its address. */
function appendLink(parent: HTMLElement, link: HTMLElement, href: string, title: string | null | undefined): void {
  if (link.textContent.trim() === '') appendText(link, href === '' ? '[]()' : href);
  parent.append(link);
  appendTitle(parent, title);
}
