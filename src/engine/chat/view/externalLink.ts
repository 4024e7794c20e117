const openable = new Set(['http:', 'https:', 'mailto:']);

/** A link of an answer that may leave the editor; undefined for commands, files, scripts and everything unknown. */
export function externalLink(href: string): string | undefined {
  try {
    const url = new URL(href);
    return openable.has(url.protocol) ? url.href : undefined;
  } catch {
    return undefined;
  }
}
