const maxChars = 60;

/** The program that asks, as it names itself: `claude-cli/2.1.332`. Fit for a log. */
export function clientName(userAgent: string | undefined): string {
  const [product = ''] = (userAgent ?? '').trim().split(/[\s;,()]/, 1);
  const name = product.replace(/[^\w./@+-]/g, '').slice(0, maxChars);
  return name === '' ? 'unnamed' : name;
}
