import type { AttachedImage } from '../conversation/turn';
import type { OpenedStore } from './openSessions';
import type { ChatSession } from './session';

/** False where nothing could be written. */
type Write = (step: (opened: OpenedStore) => void) => boolean;

/** Puts an image beside the draft; false where its bytes cannot be kept. */
export function addDraftImage(session: ChatSession, image: AttachedImage, bytes: Uint8Array, write: Write): boolean {
  const { id, mediaType } = image;
  session.change((state) => ({ ...state, images: [...state.images, image] }));
  const isKept = write(({ store }) => store.addImage(session.id, id, { mediaType, bytes }));
  if (!isKept) takeAway(session, id);
  return isKept;
}

/** Takes an image away from the draft. One that was sent meanwhile, here or in another window, belongs to its turn and stays. */
export function removeDraftImage(session: ChatSession, id: string, write: Write): void {
  session.refresh();
  if (!session.state.images.some((image) => image.id === id)) return;
  takeAway(session, id);
  write(({ store }) => store.removeImage(session.id, id));
}

function takeAway(session: ChatSession, id: string): void {
  session.change((state) => ({ ...state, images: state.images.filter((image) => image.id !== id) }));
}
