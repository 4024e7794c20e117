/** One press. `key` as in `KeyboardEvent.key`; modifiers that are not named are not held. */
export interface Stroke {
  readonly key: string;
  readonly shift?: boolean;
  readonly alt?: boolean;
  /** Told by the character that it types, wherever the layout has it. */
  readonly anyShift?: boolean;
}

/** Whether a key event is one of these strokes. While an input method composes, no key is. */
export function pressed(event: KeyboardEvent, { strokes }: { readonly strokes: readonly Stroke[] }): boolean {
  if (event.isComposing || event.ctrlKey || event.metaKey) return false;
  return strokes.some(
    ({ key, shift = false, alt = false, anyShift = false }) =>
      event.key === key && event.altKey === alt && (anyShift || event.shiftKey === shift),
  );
}
