/** What a window knows of the endpoint. */
export type EndpointState =
  | { readonly kind: 'off' }
  | { readonly kind: 'starting'; readonly port: number }
  | { readonly kind: 'serving'; readonly port: number }
  /** Another window serves it. */
  | { readonly kind: 'elsewhere'; readonly port: number }
  /** Nobody of ours serves it: another program has the port, or it cannot be had. `problem`: a sentence. */
  | { readonly kind: 'blocked'; readonly port: number; readonly problem: string };

/** What is shown of the endpoint. */
export interface EndpointView {
  readonly state: EndpointState;
  /** Requests that this window has served, by the names that programs give themselves, the last one first. */
  readonly clients: readonly (readonly [name: string, requests: number])[];
}

/** The address without a path. */
export function originOf(port: number): string {
  return `http://127.0.0.1:${port}`;
}
