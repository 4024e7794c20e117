/** Labels and models come from settings and hosts: nothing in them may act as markdown, as a link or as an icon. */
export function escape(text: string): string {
  // VS Code draws icons last, and leaves the one alone that still has a backslash then.
  const plain = text.replace(/\s+/g, ' ').replace(/\$\([A-Za-z0-9-]+(?:~[A-Za-z]+)?\)/g, '\\$&');
  return plain.replace(/[\\`*_{}[\]()#+\-.!|<>~:@&]/g, '\\$&');
}
