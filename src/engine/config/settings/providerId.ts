/** Characters. */
const maxIdChars = 60;

/** The id of a provider as a setting names it; undefined where the value names none. */
export function readProviderId(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' && value.length <= maxIdChars ? value : undefined;
}
