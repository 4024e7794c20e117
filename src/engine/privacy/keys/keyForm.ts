/** A form that secrets of one kind have. The first group, where there is one, is kept. */
export interface KeyForm {
  readonly kind: string;
  readonly form: RegExp;
  /** Whether it is a secret at all, by its text; absent where the form alone tells. */
  readonly isReal?: (found: string) => boolean;
}
