/** A schema's name in the signs and the length that all vendors take. */
export function schemaName(name: string): string {
  const taken = name.replace(/[^A-Za-z0-9_-]/g, '_').slice(0, 64);
  return taken === '' ? 'answer' : taken;
}
