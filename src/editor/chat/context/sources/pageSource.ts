import { randomUUID } from 'node:crypto';
import { lookup } from 'node:dns/promises';
import * as l10n from '@vscode/l10n';
import { type Gathered, type MentionItem, pageAddress, PageProblem, readPage } from '../../../../engine/chat';
import { type ContextSource, type Found, idRest, openerId } from '../contextSource';
import { releaseChosen } from '../../../privacy/releaseChosen';

const limitMs = 15_000;
/** Pages that were read and are still kept: one that was shown is what is sent. */
const maxRead = 20;
const maxSecret = 100;

/** The text of a web page whose address the user writes. Its host gets the address and nothing else. */
export class PageSource implements ContextSource {
  private readonly read = new Map<string, Gathered>();
  /** Addresses with secrets by the ids of their mentions, which hold none: ids are stored. */
  private readonly secret = new Map<string, string>();

  root(): MentionItem {
    const detail = l10n.t('The text of a page whose address you write');
    return { id: openerId('page'), kind: 'page', label: l10n.t('Web page'), detail, opens: true };
  }

  find(query: string): Promise<Found> {
    const address = pageAddress(query);
    if (address === undefined)
      return Promise.resolve({ items: [], note: l10n.t('Write the whole address, with https:// or http://.') });
    const { host } = new URL(address);
    const detail = l10n.t('Its text is fetched from {0} now and goes with your prompt', host);
    return Promise.resolve({ items: [{ ...this.named(address), kind: 'page', detail }] });
  }

  private named(address: string): Pick<MentionItem, 'id' | 'label'> {
    const { text, masked } = releaseChosen(address);
    if (masked.length === 0) return { id: `page:${address}`, label: address };
    const known = [...this.secret].find(([, each]) => each === address)?.[0];
    const id = known ?? `${secretPrefix}${randomUUID()}`;
    this.secret.set(id, address);
    for (const old of [...this.secret.keys()].slice(0, -maxSecret)) this.secret.delete(old);
    return { id, label: text };
  }

  async gather(id: string, _prompt: string, signal: AbortSignal): Promise<Gathered> {
    const known = this.read.get(id);
    if (known) return known;
    if (id.startsWith(secretPrefix) && !this.secret.has(id)) return { pieces: [], keptBack: [], note: notKept() };
    const address = this.secret.get(id) ?? pageAddress(idRest(id));
    if (address === undefined) return { pieces: [], keptBack: [], note: l10n.t('This is no address of a web page.') };
    try {
      const gathered = await pageOf(address, AbortSignal.any([signal, AbortSignal.timeout(limitMs)]));
      this.read.set(id, gathered);
      for (const old of [...this.read.keys()].slice(0, -maxRead)) this.read.delete(old);
      return gathered;
    } catch (error) {
      if (!(error instanceof PageProblem)) throw error;
      return { pieces: [], keptBack: [], note: error.message };
    }
  }
}

const secretPrefix = 'page:secret:';
const notKept = (): string =>
  l10n.t('An address with a secret in it is not kept when the window is loaded anew. It has to be added again.');

async function pageOf(address: string, signal: AbortSignal): Promise<Gathered> {
  const resolve = async (hostname: string): Promise<readonly string[]> =>
    (await lookup(hostname, { all: true })).map((found) => found.address);
  const page = await readPage(address, { fetch: globalThis.fetch, resolve, signal });
  const { text, masked } = releaseChosen(page.title === '' ? page.text : `# ${page.title}\n\n${page.text}`);
  if (text.trim() === '') return { pieces: [], keptBack: [], note: l10n.t('{0} has no text.', page.url) };
  const total = text.split('\n').length;
  const lines = { first: 1, last: total, total, cut: page.isCut };
  const { text: path } = releaseChosen(page.url);
  return {
    pieces: [{ attachment: { kind: 'page', path, languageId: 'markdown', lines, text, masked } }],
    keptBack: [],
    note: l10n.t('Fetched from {0}.', new URL(page.url).host),
  };
}
