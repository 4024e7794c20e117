import type { Turn } from '../conversation/turn';
import type { ConversationStore } from '../store/conversationStore';
import type { ConversationFolder, ImageBytes } from '../store/storedConversation';

/** A conversation as it goes from one machine to another. */
export interface ExchangedConversation {
  readonly title: string;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  /** Of all branches, the oldest first. */
  readonly turns: readonly Turn[];
  /** The last turn that is shown. */
  readonly leafId?: string;
  /** Bytes of the images of the turns, by their id. */
  readonly images: ReadonlyMap<string, ImageBytes>;
}

/** All of a stored conversation; undefined where there is none. Throws `StoreProblem`. */
export function exchangedFrom(store: ConversationStore, id: string): ExchangedConversation | undefined {
  const conversation = store.conversation(id);
  if (!conversation) return undefined;
  const { title, createdAt, leafId } = conversation;
  const turns = store.turns(id);
  const images = new Map<string, ImageBytes>();
  for (const image of turns.flatMap((turn) => turn.images)) {
    const bytes = store.image(image.id);
    if (bytes) images.set(image.id, bytes);
  }
  return { title, createdAt, turns, ...(leafId === undefined ? {} : { leafId }), images };
}

/** Keeps the conversation as a new one with this id, with new ids for all that is in it. Throws `StoreProblem`. */
export function importExchanged(
  store: ConversationStore,
  { title, createdAt, turns, leafId, images }: ExchangedConversation,
  { id, folder, newId }: { readonly id: string; readonly folder?: ConversationFolder; readonly newId: () => string },
): void {
  const imageIds = new Map([...images.keys()].map((each) => [each, newId()]));
  const turnIds = new Map(turns.map((turn) => [turn.id, newId()]));
  store.together(() => {
    store.create({ id, ...(folder ? { folder } : {}), title, titleBy: 'user', createdAt });
    for (const [old, image] of images) store.addImage(id, imageIds.get(old) ?? old, image);
    for (const turn of turns) {
      store.addTurn(id, {
        ...turn,
        id: turnIds.get(turn.id) ?? newId(),
        parentId: turnIds.get(turn.parentId ?? ''),
        images: turn.images.flatMap((image) => {
          const imageId = imageIds.get(image.id);
          return imageId === undefined ? [] : [{ ...image, id: imageId }];
        }),
      });
    }
    const leaf = turnIds.get(leafId ?? '');
    if (leaf !== undefined) store.update(id, { leafId: leaf });
  });
}
