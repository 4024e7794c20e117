/**
 * A module that is loaded at its first use and remembered: asking the module system again for each request costs it
 * milliseconds under some loaders. A load that failed is tried again.
 */
export function lazy<T>(load: () => Promise<T>): () => Promise<T> {
  let loading: Promise<T> | undefined;
  return () => {
    loading ??= load().catch((error: unknown) => {
      loading = undefined;
      throw error;
    });
    return loading;
  };
}
