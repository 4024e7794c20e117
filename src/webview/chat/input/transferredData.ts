import type { NamedFile } from './image/imageIntake';

/** What of a drag or of the clipboard is read. */
type Transferred = Pick<DataTransfer, 'types' | 'files' | 'getData'>;

/** Formats with one URI a line. VS Code's explorer and tabs write the first; lines that begin with `#` are comments. */
const lists = ['application/vnd.code.uri-list', 'text/uri-list'];
/** A JSON array of URIs. */
const resources = 'resourceurls';
/** A JSON array of paths. */
const paths = 'codefiles';

/** Whether something is dragged that the chat can take. What it is can be read when it is dropped, not before. */
export function isDroppable({ types }: Pick<Transferred, 'types'>): boolean {
  return types.some((type) => [...lists, resources, paths, 'files'].includes(type.toLowerCase()));
}

/** URIs of files and folders that were dragged out of VS Code, each once. */
export function droppedUris(data: Transferred): readonly string[] {
  for (const format of lists) {
    const uris = data
      .getData(format)
      .split(/[\r\n]+/)
      .filter((line) => /^[a-z][a-z\d+.-]*:/i.test(line));
    if (uris.length > 0) return [...new Set(uris)];
  }
  const resourceUris = stringsOf(data.getData(resources));
  if (resourceUris.length > 0) return [...new Set(resourceUris)];
  return [...new Set(stringsOf(data.getData(paths)).map(fileUri))];
}

/** Files that carry their bytes, for example an image in the clipboard. */
export function transferredFiles({ files }: Pick<Transferred, 'files'>): readonly NamedFile[] {
  return Array.from(files, (file) => ({ name: file.name, blob: file }));
}

function stringsOf(json: string): readonly string[] {
  try {
    const parsed: unknown = JSON.parse(json);
    return Array.isArray(parsed) ? parsed.filter((each) => typeof each === 'string') : [];
  } catch {
    return [];
  }
}

function fileUri(path: string): string {
  const slashes = path.replaceAll('\\', '/');
  const escaped = slashes.split('/').map(encodeURIComponent).join('/');
  return `file://${slashes.startsWith('/') ? '' : '/'}${escaped}`;
}
