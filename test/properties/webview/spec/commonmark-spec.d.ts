declare module 'commonmark-spec' {
  export interface Example {
    /** A tab is written as an arrow. */
    readonly markdown: string;
    readonly html: string;
    readonly section: string;
    readonly number: number;
  }
  const spec: { readonly tests: readonly Example[] };
  export default spec;
}
