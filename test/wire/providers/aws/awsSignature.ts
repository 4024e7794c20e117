import { Sha256 } from '@smithy/core/checksum';
import { SignatureV4 } from '@smithy/signature-v4';
import type { Sent } from './awsMachine';

/** The signature that AWS's own code makes of what was sent. */
export async function signatureOf(
  { url, headers, body }: Sent,
  region: string,
  secretAccessKey: string,
): Promise<string> {
  const [, date = ''] = /^(\d{8}T\d{6}Z)$/.exec(headers.get('x-amz-date') ?? '') ?? [];
  const signingDate = new Date(date.replace(/(....)(..)(..)T(..)(..)(..)Z/, '$1-$2-$3T$4:$5:$6Z'));
  const signed = /SignedHeaders=([^,]+)/.exec(headers.get('authorization') ?? '')?.[1]?.split(';') ?? [];
  const names = signed.filter((name) => name !== 'host' && name !== 'x-amz-date' && name !== 'x-amz-security-token');
  const sessionToken = headers.get('x-amz-security-token') ?? undefined;
  const signer = new SignatureV4({
    service: 'bedrock',
    region,
    sha256: Sha256,
    applyChecksum: false,
    credentials: {
      accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
      secretAccessKey,
      ...(sessionToken === undefined ? {} : { sessionToken }),
    },
  });
  const request = {
    method: 'POST',
    protocol: 'https:',
    hostname: url.hostname,
    path: url.pathname,
    query: {},
    headers: {
      host: url.host,
      ...Object.fromEntries(names.map((name) => [name, headers.get(name) ?? ''])),
      ...(headers.get('content-type') === null ? {} : { 'content-type': headers.get('content-type') ?? '' }),
    },
    body,
  };
  const { headers: made } = await signer.sign(request, {
    signingDate,
    unsignableHeaders: new Set(signed.includes('content-type') ? [] : ['content-type']),
  });
  return made.authorization ?? '';
}

export const signatureIn = (authorization: string | null): string =>
  /Signature=(\w+)/.exec(authorization ?? '')?.[1] ?? '';
