/** Headers that a client may add. Others, such as telemetry or variables of the environment, are not sent. */
const fromClient = ['accept', 'content-type', 'user-agent', 'anthropic-version', 'anthropic-beta'];

/** Names that a setting cannot give: the wire's own, and credentials where the provider has a key. */
const ofTheWire = ['host', 'connection', 'content-length', 'content-type', 'transfer-encoding', 'accept'];
const credentials = ['authorization', 'proxy-authorization', 'x-api-key', 'x-goog-api-key', 'api-key', 'cookie'];

/** A header of the settings that cannot be sent; the message never holds its value. */
export class UnsendableHeader extends Error {
  constructor(name: string) {
    super(`the header "${name}" holds characters that cannot be sent`);
  }
}

/**
 * The headers of one request: the protocol's from the client, then the user's, then the credential. A header of the
 * settings never replaces the credential, so that a key cannot be swapped or joined by another without a word.
 */
export function outgoingHeaders(
  client: Headers,
  custom: Readonly<Record<string, string>>,
  auth: Readonly<Record<string, string>>,
): Headers {
  const headers = new Headers();
  for (const name of fromClient) {
    const value = client.get(name);
    if (value !== null) headers.set(name, value);
  }
  const reserved = new Set([...ofTheWire, ...(Object.keys(auth).length > 0 ? credentials : [])]);
  for (const [name, value] of Object.entries(custom)) {
    if (reserved.has(name.toLowerCase())) continue;
    try {
      headers.set(name, value);
    } catch {
      throw new UnsendableHeader(name);
    }
  }
  for (const [name, value] of Object.entries(auth)) headers.set(name, value);
  return headers;
}

/** Characters; what is shorter says nothing. */
const minSecretChars = 6;

/** Values of the user's own headers that only the host may see. */
export function secretValues(headers: Readonly<Record<string, string>>): readonly string[] {
  return Object.values(headers).filter((value) => value.trim().length >= minSecretChars);
}
