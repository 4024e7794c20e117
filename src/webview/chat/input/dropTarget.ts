import type { NamedFile } from './image/imageIntake';
import { droppedUris, isDroppable, transferredFiles } from './transferredData';

interface DropActions {
  dragging(isDragging: boolean): void;
  dropUris(uris: readonly string[]): void;
  dropFiles(files: readonly NamedFile[]): void;
}

/** Takes files, folders and images that are dropped onto an element. */
export class DropTarget {
  private isOver = false;

  constructor(
    element: HTMLElement,
    private readonly actions: DropActions,
  ) {
    for (const name of ['dragenter', 'dragover'] as const) {
      element.addEventListener(name, (event) => {
        if (!event.dataTransfer || !isDroppable(event.dataTransfer)) return;
        event.preventDefault();
        event.dataTransfer.dropEffect = 'copy';
        this.set(true);
      });
    }
    element.addEventListener('dragleave', ({ relatedTarget }) => {
      // Between two elements of the page nothing is left.
      if (!element.contains(relatedTarget as Node | null)) this.set(false);
    });
    element.addEventListener('drop', (event) => {
      this.set(false);
      const { dataTransfer } = event;
      if (!dataTransfer || !isDroppable(dataTransfer)) return;
      event.preventDefault();
      const uris = droppedUris(dataTransfer);
      if (uris.length > 0) this.actions.dropUris(uris);
      else this.actions.dropFiles(transferredFiles(dataTransfer));
    });
  }

  private set(isOver: boolean): void {
    if (isOver === this.isOver) return;
    this.isOver = isOver;
    this.actions.dragging(isOver);
  }
}
