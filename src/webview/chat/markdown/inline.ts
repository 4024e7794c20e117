import type { MarkedToken, Token } from 'marked';
import { externalLink } from '../../../chat/externalLink';
import { h } from '../dom';
import type { ContentActions } from './codeBlock';
import { decodeEntities } from './entities';

/** Elements that an answer may write as raw HTML; they get no attributes. Everything else is shown as the text it is. */
const allowedTag = /^<(\/?)(b|strong|i|em|u|s|del|kbd|sub|sup|small|mark|code)>$/i;

/** Appends inline tokens to `parent`. Builds nodes and never parses markup, so nothing in an answer can become script. */
export function appendInline(parent: HTMLElement, tokens: readonly Token[], actions: ContentActions): void {
  const open: HTMLElement[] = [parent];
  for (const token of tokens as readonly MarkedToken[]) {
    const top = open.at(-1) ?? parent;
    if (token.type !== 'html') {
      top.append(inlineNode(token, actions));
      continue;
    }
    const [, closing, name] = allowedTag.exec(token.raw) ?? [];
    if (name === undefined) {
      const literal = literalHtml(token.raw);
      if (literal) top.append(literal);
    } else if (closing === '') {
      const element = h(name.toLowerCase() as 'b');
      top.append(element);
      open.push(element);
    } else if (open.length > 1 && top.localName === name.toLowerCase()) {
      open.pop();
    } else {
      top.append(token.raw);
    }
  }
}

function inlineNode(token: MarkedToken, actions: ContentActions): Node {
  switch (token.type) {
    case 'strong':
    case 'em':
    case 'del': {
      const element = h(token.type);
      appendInline(element, token.tokens, actions);
      return element;
    }
    case 'codespan':
      return h('code', {}, token.text);
    case 'br':
      return h('br');
    case 'escape':
      return document.createTextNode(token.text);
    case 'link':
      return link(token.href, token.tokens, token.title, actions);
    case 'image':
      return imageLink(token.href, token.text, actions);
    case 'checkbox':
      return h('input', { type: 'checkbox', disabled: true, checked: token.checked, 'aria-label': 'Done' });
    case 'text': {
      if (!token.tokens) return document.createTextNode(decodeEntities(token.text));
      const group = h('span');
      appendInline(group, token.tokens, actions);
      return group;
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
      return document.createTextNode(token.raw);
  }
}

function literalHtml(raw: string): Node | undefined {
  if (/^<br\s*\/?>$/i.test(raw)) return h('br');
  return raw.startsWith('<!--') ? undefined : document.createTextNode(raw);
}

function link(
  href: string,
  tokens: readonly Token[],
  title: string | null | undefined,
  actions: ContentActions,
): HTMLElement {
  const target = externalLink(decodeEntities(href));
  if (target === undefined) {
    const text = h('span', { class: 'no-link' });
    appendInline(text, tokens, actions);
    return text;
  }
  const anchor = openingAnchor(target, title ?? target, actions);
  appendInline(anchor, tokens, actions);
  // The link of an image inside a link would open two pages with one press.
  for (const inner of anchor.querySelectorAll('a')) inner.replaceWith(...inner.childNodes);
  return anchor;
}

/** Images are not loaded: fetching one would tell its server that, and when, an answer was read. */
function imageLink(href: string, alt: string, actions: ContentActions): Node {
  const target = externalLink(decodeEntities(href));
  const text = alt === '' ? 'Image' : `Image: ${decodeEntities(alt)}`;
  if (target === undefined) return document.createTextNode(text);
  const anchor = openingAnchor(target, target, actions);
  anchor.append(text);
  return anchor;
}

function openingAnchor(href: string, title: string, actions: ContentActions): HTMLAnchorElement {
  const anchor = h('a', { href, title });
  anchor.addEventListener('click', (event) => {
    event.preventDefault();
    actions.openLink(href);
  });
  return anchor;
}
