/** How a provider's requests are sent. */
export interface ProviderFetch {
  /** `onLeave` is called once the request really leaves for the host: behind a proxy that is later than the call. */
  (input: string | URL | Request, init?: RequestInit & { readonly onLeave?: () => void }): Promise<Response>;
  /** Calls `onLeave`, which a plain fetch does not. */
  readonly tellsWhenItLeaves?: true;
}
