import type { RefObject } from 'preact';
import { useLayoutEffect, useState } from 'preact/hooks';

/** What a list needs to have its rows dragged. */
export interface RowDrag {
  row(index: number): {
    /** Class of the row while something is dragged. */
    readonly state: 'is-dragged' | 'drop-before' | 'drop-after' | undefined;
    /** For the handle of the row. */
    readonly handlers: { readonly onPointerDown: (event: PointerEvent) => void };
  };
}

interface Dragged {
  readonly from: number;
  readonly to: number;
}

/** Rows that are dragged by a handle with a pointer. Escape leaves all as it was. `onDrop` gets the places that a row was moved by. */
export function useRowDrag(list: RefObject<HTMLElement | null>, onDrop: (from: number, by: number) => void): RowDrag {
  const [dragged, setDragged] = useState<Dragged | undefined>(undefined);
  useLayoutEffect(() => {
    if (!dragged) return undefined;
    const ending = new AbortController();
    const { signal } = ending;
    const end = (): void => setDragged(undefined);
    document.addEventListener(
      'pointermove',
      ({ clientY }) => setDragged({ ...dragged, to: rowAt(list.current, clientY) }),
      {
        signal,
      },
    );
    document.addEventListener(
      'pointerup',
      () => {
        end();
        onDrop(dragged.from, dragged.to - dragged.from);
      },
      { signal },
    );
    document.addEventListener('pointercancel', end, { signal });
    document.addEventListener(
      'keydown',
      (event) => {
        if (event.key === 'Escape') end();
      },
      { signal },
    );
    return () => ending.abort();
  }, [dragged]);
  return {
    row: (index) => ({
      state: stateOf(index, dragged),
      handlers: {
        onPointerDown: (event) => {
          if (event.button !== 0) return;
          // No text is selected along the way.
          event.preventDefault();
          setDragged({ from: index, to: index });
        },
      },
    }),
  };
}

/** The row whose middle the pointer has come nearest to. */
function rowAt(list: HTMLElement | null, clientY: number): number {
  const middles = [...(list?.children ?? [])].map((row) => {
    const { top, height } = row.getBoundingClientRect();
    return Math.abs(top + height / 2 - clientY);
  });
  return Math.max(0, middles.indexOf(Math.min(...middles)));
}

function stateOf(index: number, dragged: Dragged | undefined): ReturnType<RowDrag['row']>['state'] {
  if (!dragged) return undefined;
  const { from, to } = dragged;
  if (index === from) return 'is-dragged';
  if (index !== to) return undefined;
  return to < from ? 'drop-before' : 'drop-after';
}
