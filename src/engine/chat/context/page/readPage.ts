import * as l10n from '@vscode/l10n';
import { type PageText, pageText } from './pageText';
import { isPrivateAddress } from './privateAddress';

/** Bytes of a page that are read; what is behind them is left out. */
const maxBytes = 2_000_000;
const maxRedirects = 5;

/** Why a page is not read, a sentence for people. */
export class PageProblem extends Error {}

export interface PageDeps {
  readonly fetch: typeof globalThis.fetch;
  /** The addresses of a host. Rejects where it has none that is known here: a proxy may know one. */
  readonly resolve: (hostname: string) => Promise<readonly string[]>;
  readonly signal: AbortSignal;
}

export interface ReadPage extends PageText {
  /** Where it was found, after redirects. */
  readonly url: string;
  /** It is longer than what was read. */
  readonly isCut: boolean;
}

/** The address that a text is, with http or https and without a user's name; undefined where it is none. */
export function pageAddress(text: string): string | undefined {
  const written = text.trim();
  if (!/^https?:\/\/[^\s/]/i.test(written) || !URL.canParse(written)) return undefined;
  const url = new URL(written);
  if (url.username !== '' || url.password !== '') return undefined;
  url.hash = '';
  return url.href;
}

/**
 * The text of the page at an address that the user wrote. A host that is not of the public internet is asked only where the user wrote
 * it, never where a redirect names it. Sends the address and nothing else, no cookie and no referrer. Throws `PageProblem`.
 */
export async function readPage(address: string, deps: PageDeps): Promise<ReadPage> {
  const typed = new URL(address);
  let url = typed;
  for (let hop = 0; hop <= maxRedirects; hop += 1) {
    const response = await ask(url, deps);
    const next = redirectOf(response, url);
    if (next === undefined) return read(response, url);
    await response.body?.cancel();
    if (next.hostname !== typed.hostname && (await isPrivateHost(next.hostname, deps)))
      throw new PageProblem(
        l10n.t('{0} leads to {1}, which is not on the public internet. It was not read.', typed.host, next.host),
      );
    url = next;
  }
  throw new PageProblem(l10n.t('{0} leads on more than {1} times.', typed.host, maxRedirects));
}

async function ask(url: URL, { fetch, signal }: PageDeps): Promise<Response> {
  try {
    return await fetch(url, {
      redirect: 'manual',
      signal,
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      headers: {
        accept: 'text/html, text/plain;q=0.9, text/*;q=0.8, application/json;q=0.7',
        'user-agent': 'Everpair',
      },
    });
  } catch {
    throw new PageProblem(
      signal.aborted ? l10n.t('{0} did not answer in time.', url.host) : l10n.t('{0} cannot be reached.', url.host),
    );
  }
}

function redirectOf(response: Response, from: URL): URL | undefined {
  const location = response.headers.get('location');
  if (![301, 302, 303, 307, 308].includes(response.status) || location === null) return undefined;
  const next = URL.canParse(location, from.href) ? pageAddress(new URL(location, from).href) : undefined;
  if (next === undefined) throw new PageProblem(l10n.t('{0} leads to an address that cannot be read.', from.host));
  return new URL(next);
}

async function isPrivateHost(hostname: string, { resolve }: PageDeps): Promise<boolean> {
  if (/^[\d.]+$|^\[/.test(hostname)) return isPrivateAddress(hostname);
  if (/(?:^|\.)(?:localhost|local|internal|lan|home\.arpa)$/i.test(hostname)) return true;
  try {
    return (await resolve(hostname)).some(isPrivateAddress);
  } catch {
    return !hostname.includes('.');
  }
}

async function read(response: Response, url: URL): Promise<ReadPage> {
  if (!response.ok) {
    await response.body?.cancel();
    throw new PageProblem(l10n.t('{0} answered with the status {1}.', url.host, response.status));
  }
  const type = response.headers.get('content-type') ?? 'text/html';
  const isHtml = /\bhtml\b/i.test(type);
  if (!isHtml && !/^text\/|\b(?:json|xml|yaml|javascript)\b/i.test(type)) {
    await response.body?.cancel();
    throw new PageProblem(l10n.t('{0} is not text but {1}.', url.href, type.split(';')[0] ?? type));
  }
  const { bytes, isCut } = await bytesOf(response, url);
  const source = decoded(bytes, /charset=["']?([\w-]+)/i.exec(type)?.[1]);
  const page = isHtml ? await pageText(source) : { title: '', text: source };
  return { ...page, url: url.href, isCut };
}

async function bytesOf(response: Response, url: URL): Promise<{ bytes: Uint8Array; isCut: boolean }> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
      chunks.push(chunk);
      size += chunk.length;
      // Leaving the loop cancels the rest.
      if (size > maxBytes) break;
    }
  } catch {
    throw new PageProblem(l10n.t('{0} broke off.', url.host));
  }
  return { bytes: new Uint8Array(Buffer.concat(chunks).subarray(0, maxBytes)), isCut: size > maxBytes };
}

function decoded(bytes: Uint8Array, charset = 'utf-8'): string {
  try {
    return new TextDecoder(charset).decode(bytes);
  } catch {
    return new TextDecoder().decode(bytes);
  }
}
