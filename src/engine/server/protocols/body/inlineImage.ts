import * as l10n from '@vscode/l10n';
import { imagePartOf } from '../../../model/request/imageBytes';
import type { ImagePart } from '../../../model/request/message';
import { refused } from './readBody';

/** An image that stands in a body in base64. Throws `RequestProblem`. */
export function inlineImage(base64: string): ImagePart {
  const bytes = Buffer.from(base64, 'base64');
  const image = imagePartOf(bytes, bytes.toString('base64'));
  if (!image) throw refused(l10n.t('An image of the request is not a PNG, JPEG, GIF or WebP image.'));
  return image;
}

const dataUrl = /^data:[^,]{0,200};base64,/i;

/** The same of a `data:` URL. Other addresses are not fetched: a tool could make this machine ask any host. */
export function imageOfUrl(url: string): ImagePart {
  const head = dataUrl.exec(url.slice(0, 300))?.[0];
  if (head === undefined)
    throw refused(l10n.t('Images must be in the request itself: their addresses are not fetched.'));
  return inlineImage(url.slice(head.length));
}
