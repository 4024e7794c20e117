import { shownText } from '../account/shownText';

/** The place of a value in a file: names and positions. */
export type Path = readonly (string | number)[];

/** For people: `models[0].apiKey`. What looks like a key is left out, which a file may have for a name. */
export function shownPath(path: Path): string {
  const parts = path.map((part, index) => {
    if (typeof part === 'number') return `[${part}]`;
    const name = /^[A-Za-z$]+(?:[-_:.][A-Za-z]+)*$/.test(part) && part.length <= 60 ? part : shownText(part);
    return index === 0 ? name : `.${name}`;
  });
  return parts.join('');
}
