import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import type { AttachedImage, Attachment, MentionItem } from '../../../engine/chat';
import { imagePartOf, type ImagePart } from '../../../engine/model';
import type { KeptBackFile, Release, ReleaseDecision } from '../../../engine/privacy';
import { fileItem } from '../../chat/context/sources/fileSource';
import { linesOf, selectionItem } from '../../chat/context/sources/selectionSource';
import { pathOf } from '../../filePath';

/** What the user attached to a prompt in VS Code's Chat. */
export interface Referenced {
  /** Files and parts of them; they are read when they are sent. */
  readonly items: readonly MentionItem[];
  /** Texts of no file. */
  readonly texts: readonly Attachment[];
  readonly images: readonly (AttachedImage & { readonly part: ImagePart })[];
  readonly keptBack: readonly KeptBackFile[];
  /** What the answer rests on, for the list above it. */
  readonly places: readonly (vscode.Uri | vscode.Location)[];
}

export interface ReferencedDeps {
  /** Whether text of a file may go along without being chosen by hand. */
  readonly byItself: (uri: vscode.Uri) => ReleaseDecision | Promise<ReleaseDecision>;
  readonly release: (text: string) => Release;
}

/** What VS Code attaches by itself: the file in front, its selection. */
const implicitPrefix = 'vscode.implicit';

/** Sorts what is attached. What VS Code attached by itself is held to the rules for what the user has not chosen. */
export async function referenced(
  references: readonly vscode.ChatPromptReference[],
  deps: ReferencedDeps,
): Promise<Referenced> {
  const items: MentionItem[] = [];
  const texts: Attachment[] = [];
  const images: (AttachedImage & { readonly part: ImagePart })[] = [];
  const keptBack: KeptBackFile[] = [];
  const places: (vscode.Uri | vscode.Location)[] = [];
  for (const { id, value, modelDescription } of references) {
    const place = placeIn(value);
    if (place) {
      const uri = place instanceof vscode.Uri ? place : place.uri;
      const decision = id.startsWith(implicitPrefix) ? await deps.byItself(uri) : undefined;
      if (decision?.allowed === false) {
        keptBack.push({ path: pathOf(uri), reason: decision.reason, rule: decision.rule });
        continue;
      }
      places.push(place);
      items.push(
        place instanceof vscode.Uri ? fileItem(uri.toString(), pathOf(uri)) : selectionItem(uri, linesOf(place.range)),
      );
    } else if (typeof value === 'string') {
      if (value !== '') texts.push(textOf(modelDescription ?? id, deps.release(value)));
    } else {
      const image = await imageIn(id, value);
      if (image) images.push(image);
    }
  }
  return { items, texts, images, keptBack, places };
}

function placeIn(value: unknown): vscode.Uri | vscode.Location | undefined {
  return value instanceof vscode.Uri || value instanceof vscode.Location ? value : undefined;
}

function textOf(path: string, { text, masked }: Release): Attachment {
  const total = text.split('\n').length;
  return { kind: 'file', path, languageId: '', lines: { first: 1, last: total, total, cut: false }, text, masked };
}

/** VS Code's stable API has no type for what is no text; its images are such values. */
async function imageIn(
  name: string,
  value: unknown,
): Promise<(AttachedImage & { readonly part: ImagePart }) | undefined> {
  if (typeof value !== 'object' || value === null || !('data' in value) || typeof value.data !== 'function')
    return undefined;
  const bytes: unknown = await (value.data as () => unknown)();
  if (!(bytes instanceof Uint8Array)) return undefined;
  const part = imagePartOf(bytes, Buffer.from(bytes).toString('base64'));
  if (!part) return undefined;
  const { mediaType, width, height } = part;
  return { id: randomUUID(), name, mediaType, width, height, bytes: bytes.length, thumbnail: '', part };
}
