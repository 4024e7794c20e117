import * as l10n from '@vscode/l10n';
import { base64Chars, type ImageFacts } from '../../model/request/image';
import type { Route } from '../../model/route/route';
import { shownNumber } from '../../model/text/language';

/** Why images cannot be sent to the route, one sentence; undefined where nothing is known against them. `sees`: undefined where it is not known. */
export function imageProblem(
  route: Route,
  sees: boolean | undefined,
  images: readonly ImageFacts[],
): string | undefined {
  if (images.length === 0) return undefined;
  if (sees === false) return l10n.t('{0} cannot see images.', route.model);
  const { maxCount } = route.server?.images ?? {};
  if (maxCount !== undefined && images.length > maxCount) {
    return l10n.t('{0} takes {1} images at a time at most.', route.label, maxCount);
  }
  for (const image of images) {
    const problem = limitProblem(route, image);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function limitProblem({ label, server }: Route, image: ImageFacts): string | undefined {
  const { mediaTypes, maxBase64Chars, maxSidePixels } = server?.images ?? {};
  if (mediaTypes && !mediaTypes.some((type) => type === image.mediaType)) {
    const names = mediaTypes.map(typeName).join(', ');
    return l10n.t('{0} takes no {1} images, only {2}.', label, typeName(image.mediaType), names);
  }
  if (maxBase64Chars !== undefined && base64Chars(image.bytes) > maxBase64Chars) {
    const most = ((maxBase64Chars / 4) * 3) / 1_000_000;
    return l10n.t('{0} takes images of {1} MB at most.', label, shownNumber(Math.floor(most * 10) / 10));
  }
  if (maxSidePixels !== undefined && Math.max(image.width, image.height) > maxSidePixels) {
    return l10n.t('{0} takes images of {1} pixels on a side at most.', label, shownNumber(maxSidePixels));
  }
  return undefined;
}

function typeName(mediaType: string): string {
  return mediaType.replace('image/', '').toUpperCase();
}
