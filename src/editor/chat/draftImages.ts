import { randomUUID } from 'node:crypto';
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { AttachedImage, HostMessage, ViewMessage } from '../../engine/chat';
import { errorSummary, imageMediaTypes, type ImageMediaType, type Log } from '../../engine/model';

type NewImage = Extract<ViewMessage, { type: 'add-image' }>;

/** The endings of files that hold what providers take. */
const mediaTypes: Readonly<Record<string, ImageMediaType>> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
};

/** The page makes it smaller before it is sent. */
const maxFileBytes = 15_000_000;

/** An image of the page with its bytes; undefined where it is of a kind that nobody takes. */
export function imageOf({
  name,
  mediaType,
  data,
  width,
  height,
  thumbnail,
}: NewImage): { readonly image: AttachedImage; readonly bytes: Uint8Array } | undefined {
  const type = imageMediaTypes.find((each) => each === mediaType);
  if (!type || !thumbnail.startsWith('data:image/')) return undefined;
  const bytes = Buffer.from(data, 'base64');
  if (bytes.length === 0) return undefined;
  return { image: { id: randomUUID(), name, mediaType: type, width, height, bytes: bytes.length, thumbnail }, bytes };
}

/** Lets the user choose image files, which go to the page to be made smaller. */
export async function pickImages(reply: (message: HostMessage) => void, log: Log): Promise<void> {
  const files = await vscode.window.showOpenDialog({
    canSelectMany: true,
    title: l10n.t('Add images to the prompt'),
    openLabel: l10n.t('Add'),
    filters: { [l10n.t('Images')]: Object.keys(mediaTypes) },
  });
  for (const file of files ?? []) {
    const name = file.path.split('/').at(-1) ?? '';
    const mediaType = mediaTypes[name.split('.').at(-1)?.toLowerCase() ?? ''];
    try {
      const { size } = await vscode.workspace.fs.stat(file);
      if (mediaType === undefined || size > maxFileBytes) {
        void vscode.window.showWarningMessage(
          l10n.t('Everpair: {0} cannot be added: it is no image that a model takes, or too large.', name),
        );
        continue;
      }
      const bytes = await vscode.workspace.fs.readFile(file);
      reply({ type: 'picked-image', name, mediaType, data: Buffer.from(bytes).toString('base64') });
    } catch (error) {
      log.warn(`An image could not be read: ${errorSummary(error)}`);
      void vscode.window.showWarningMessage(l10n.t('Everpair: {0} cannot be read.', name));
    }
  }
}
