/** A page as text. */
export interface PageText {
  readonly title: string;
  readonly text: string;
}

/** What is no text of the page, or stands on every page of a site. */
const skipped = new Set(
  'script style noscript template svg math canvas iframe object nav footer aside form button select dialog'.split(' '),
);
const blocks = new Set(
  'address article blockquote dd details div dl dt fieldset figcaption figure h1 h2 h3 h4 h5 h6 header hr li main ol p pre section summary table tbody thead tr ul'.split(
    ' ',
  ),
);

/** Elements within each other: with more the parser takes time with their square, and no page for people has so many. */
const deepest = 500;
/** Characters that are read before the depth is looked at again. */
const portion = 10_000;

/**
 * The text of an HTML page: headings, lists and code are marked as in Markdown, and all that is no text is left out. A page ends where its
 * elements stand too deep within each other.
 */
export async function pageText(html: string): Promise<PageText> {
  const { Parser } = await import('htmlparser2');
  const writer = new TextWriter();
  let depth = 0;
  const parser = new Parser({
    onopentagname: (name) => {
      depth += 1;
      writer.open(name);
    },
    ontext: (text) => writer.write(text),
    onclosetag: (name) => {
      depth -= 1;
      writer.close(name);
    },
  });
  for (let at = 0; at < html.length && depth <= deepest; at += portion) parser.write(html.slice(at, at + portion));
  parser.end();
  return writer.result();
}

/** Knows its last characters by heart: to look at the end of a text that grows would take time with its length. */
class TextWriter {
  private readonly pieces: string[] = [];
  private tail = '\n';
  private title = '';
  private isTitle = false;
  /** How many elements that are skipped are open. */
  private skipping = 0;
  private preformatted = 0;

  open(name: string): void {
    if (name === 'title' && this.title === '') this.isTitle = true;
    if (skipped.has(name)) this.skipping += 1;
    if (this.skipping > 0) return;
    if (blocks.has(name)) this.breakLine();
    const level = headingLevel(name);
    if (level > 0) this.append(`${'#'.repeat(level)} `);
    if (name === 'li') this.append('- ');
    if (name === 'br') this.append('\n');
    if ((name === 'td' || name === 'th') && !this.tail.endsWith('\n')) this.append(' | ');
    if (name === 'pre') {
      this.preformatted += 1;
      this.append('```\n');
    } else if (name === 'code' && this.preformatted === 0) {
      this.append('`');
    }
  }

  write(text: string): void {
    if (this.isTitle) {
      this.title += text;
      return;
    }
    if (this.skipping > 0) return;
    if (this.preformatted > 0) {
      this.append(text);
      return;
    }
    const plain = text.replace(/\s+/g, ' ');
    this.append(/\s$/.test(this.tail) ? plain.trimStart() : plain);
  }

  close(name: string): void {
    if (name === 'title') this.isTitle = false;
    if (skipped.has(name)) {
      this.skipping = Math.max(0, this.skipping - 1);
      return;
    }
    if (this.skipping > 0) return;
    if (name === 'pre' && this.preformatted > 0) {
      this.preformatted -= 1;
      this.append(this.tail.endsWith('\n') ? '```' : '\n```');
    } else if (name === 'code' && this.preformatted === 0) {
      this.append('`');
    }
    if (blocks.has(name)) this.breakLine(name === 'p' || headingLevel(name) > 0 ? 2 : 1);
  }

  result(): PageText {
    const lines = this.pieces.join('').split('\n');
    const text = lines.map((line) => line.trimEnd()).join('\n');
    return { title: this.title.replace(/\s+/g, ' ').trim(), text: text.replace(/\n{3,}/g, '\n\n').trim() };
  }

  private append(text: string): void {
    this.pieces.push(text);
    this.tail = (this.tail + text).slice(-2);
  }

  private breakLine(count = 1): void {
    if (this.pieces.length === 0) return;
    const ends = this.tail.endsWith('\n\n') ? 2 : this.tail.endsWith('\n') ? 1 : 0;
    if (count > ends) this.append('\n'.repeat(count - ends));
  }
}

function headingLevel(name: string): number {
  return /^h[1-6]$/.test(name) ? Number(name.slice(1)) : 0;
}
