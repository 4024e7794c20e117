import * as z from 'zod/mini';

/** The elements of a list that can be read; one that cannot takes no other with it. Undefined where it is no list. */
export function readableItems<T extends z.ZodMiniType>(
  element: T,
  list: unknown,
  onLost: () => void,
): readonly z.output<T>[] | undefined {
  if (!Array.isArray(list)) return undefined;
  return (list as readonly unknown[]).flatMap((each) => {
    const parsed = z.safeParse(element, each);
    if (parsed.success) return [parsed.data];
    onLost();
    return [];
  });
}
