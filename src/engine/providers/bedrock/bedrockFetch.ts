import { lazy } from '../../model/async/lazy';
import type { ProviderFetch } from '../connection/providerFetch';
import type { AwsSigning } from './awsAccount';
import { asEvents } from './eventStream';

/** What a request asks of the `fetch` here, through all that stands between. */
export interface SignedInit extends RequestInit {
  /** Undefined: its headers say who asks. */
  readonly signing: AwsSigning | undefined;
}

const signer = lazy(() => import('aws4fetch'));

/** Loads what the first request would have to wait for. */
export async function prepareSigner(): Promise<void> {
  await signer();
}

/**
 * What stands between all that is shared and the wire: a request leaves with a signature over exactly the bytes that are sent, and
 * a stream comes back as server-sent events.
 */
export function bedrockFetch(fetch: ProviderFetch): ProviderFetch {
  const send: ProviderFetch = async (input, init) => {
    const { signing, ...rest } = (init ?? {}) as SignedInit;
    if (!signing) return asEvents(await fetch(input, rest));
    const { AwsV4Signer } = await signer();
    const headers = new Headers(rest.headers);
    // A pair of access keys in the place of a key.
    headers.delete('authorization');
    const { accessKeyId, secretAccessKey, sessionToken } = signing.credentials;
    const signed = await new AwsV4Signer({
      url: input instanceof Request ? input.url : String(input),
      method: rest.method ?? 'GET',
      headers,
      body: rest.body ?? null,
      accessKeyId,
      secretAccessKey,
      ...(sessionToken === undefined ? {} : { sessionToken }),
      service: 'bedrock',
      region: signing.region,
    }).sign();
    return asEvents(await fetch(input, { ...rest, headers: signed.headers }));
  };
  return Object.assign(send, { tellsWhenItLeaves: fetch.tellsWhenItLeaves });
}
