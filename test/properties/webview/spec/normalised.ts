/** Blocks that stand on lines of their own in markup: the spaces between them mean nothing. */
const blocks = new Set('p div h1 h2 h3 h4 h5 h6 ul ol li blockquote hr pre table thead tbody tr th td br'.split(' '));

/** The markup of the specification in the form of the page: what it means, without what each is free to choose. */
export function normalisedSpec(html: string): string {
  const root = document.createElement('div');
  root.innerHTML = html;
  for (const image of root.querySelectorAll('img')) {
    const link = document.createElement('a');
    link.setAttribute('href', image.getAttribute('src') ?? '');
    const title = image.getAttribute('title');
    if (title !== null) link.setAttribute('title', title);
    const alt = image.getAttribute('alt') ?? '';
    link.textContent = alt === '' ? 'Image' : `Image: ${alt}`;
    image.replaceWith(link);
  }
  for (const inner of root.querySelectorAll('a a')) inner.replaceWith(...inner.childNodes);
  for (const link of root.querySelectorAll('a')) {
    if (link.textContent === '') link.textContent = link.getAttribute('href') || '[]()';
  }
  return written(root, (depth) => Math.min(6, depth + 2));
}

/** What the page draws, in the same form. */
export function normalisedPage(root: HTMLElement): string {
  const copy = root.cloneNode(true) as HTMLElement;
  for (const part of copy.querySelectorAll('.code-bar, .link-host')) part.remove();
  for (const element of copy.querySelectorAll('.code-block')) element.replaceWith(...element.children);
  for (const element of copy.querySelectorAll(
    '.code-part, .code-piece, [class^=hljs], .table, .hidden-mark, .plain span',
  )) {
    element.replaceWith(...element.childNodes);
  }
  for (const element of copy.querySelectorAll('p.raw-html')) {
    if (element.textContent.startsWith('[')) element.remove();
  }
  for (const inner of copy.querySelectorAll(':is(.no-link, a) :is(.no-link, a)'))
    inner.replaceWith(...inner.childNodes);
  for (const element of copy.querySelectorAll('.no-link, a')) {
    const link = document.createElement('a');
    const told = element.getAttribute('title') ?? '';
    link.setAttribute(
      'href',
      element.localName === 'a' ? (told.split('\n').at(-1) ?? '') : told.replace('Not opened: ', ''),
    );
    link.append(...element.childNodes);
    const next = element.nextElementSibling;
    if (next?.className === 'link-title' && element.nextSibling === next) {
      link.setAttribute('title', next.textContent.slice(2, -1));
      next.remove();
    }
    element.replaceWith(link);
  }
  return written(copy, (depth) => depth);
}

function written(node: Node, headingOf: (depth: number) => number): string {
  return [...node.childNodes]
    .map((child) => (child.nodeType === 1 ? element(child as Element, headingOf) : text(child)))
    .join('')
    .trim();
}

function text(node: Node): string {
  const { textContent: words, parentElement: parent } = node;
  if (node.nodeType !== 3) return '';
  if (parent?.closest('pre')) return words ?? '';
  const isBeside = (other: ChildNode | null): boolean =>
    other === null ? blocks.has(parent?.localName ?? '') : blocks.has((other as Element).localName);
  let shown = (words ?? '').replace(/[ \t\n]+/g, ' ');
  if (isBeside(node.previousSibling)) shown = shown.trimStart();
  if (isBeside(node.nextSibling)) shown = shown.trimEnd();
  return shown.replaceAll('<', '&lt;');
}

function element(of: Element, headingOf: (depth: number) => number): string {
  const heading = /^h([1-6])$/.exec(of.localName)?.[1];
  const name = heading === undefined ? of.localName : `h${headingOf(Number(heading))}`;
  const attributes = ['href', 'title', 'start', 'checked', 'align']
    .flatMap((key) => {
      const value = of.getAttribute(key) ?? (key === 'align' ? /align-(\w+)/.exec(of.className)?.[1] : undefined);
      return value === undefined ? [] : [` ${key}="${key === 'href' ? address(value) : value}"`];
    })
    .join('');
  if (name === 'tbody' && of.childNodes.length === 0) return '';
  if (name === 'input') return of.hasAttribute('checked') ? '[x] ' : '[ ] ';
  if (name === 'pre') return `<pre>${of.textContent.replace(/\n$/, '').replaceAll('<', '&lt;')}</pre>`;
  return `<${name}${attributes}>${written(of, headingOf)}</${name}>`;
}

/** As a browser reads it, with letters instead of their codes. */
function address(value: string): string {
  try {
    return decodeURI(URL.canParse(value) ? new URL(value).href : value);
  } catch {
    return value;
  }
}
