import type { Release } from '../../privacy/release';
import type { Attachment } from '../conversation/attachment';

/** What a command asks for, as it goes with its prompt. `name`: without the slash; `path`: of the file that it comes from. */
export function commandAttachment(name: string, { text, masked }: Release, path = `/${name}`): Attachment {
  const total = text.split('\n').length;
  const lines = { first: 1, last: total, total, cut: false };
  return { kind: 'command', path, name: `/${name}`, languageId: 'md', lines, text, masked };
}
