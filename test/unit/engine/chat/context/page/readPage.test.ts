import assert from 'node:assert/strict';
import {
  pageAddress,
  type PageDeps,
  PageProblem,
  readPage,
} from '../../../../../../src/engine/chat/context/page/readPage';

type Answer = () => Response;

/** A net of hosts: their answers by address, and what was asked of them. */
function net(
  answers: Readonly<Record<string, Answer>>,
  addresses: Readonly<Record<string, string>> = {},
): PageDeps & { readonly asked: readonly (readonly [string, RequestInit | undefined])[] } {
  const asked: (readonly [string, RequestInit | undefined])[] = [];
  return {
    asked,
    fetch: (input, init) => {
      const url = String(input instanceof Request ? input.url : input);
      asked.push([url, init]);
      const answer = answers[url];
      return answer ? Promise.resolve(answer()) : Promise.reject(new TypeError('fetch failed'));
    },
    resolve: (hostname) =>
      addresses[hostname] === undefined
        ? Promise.reject(new Error('ENOTFOUND'))
        : Promise.resolve([addresses[hostname]]),
    signal: new AbortController().signal,
  };
}

const html =
  (text: string): Answer =>
  () =>
    new Response(text, { headers: { 'content-type': 'text/html; charset=utf-8' } });
const leadsTo =
  (location: string): Answer =>
  () =>
    new Response(null, { status: 302, headers: { location } });

const problemOf = async (address: string, deps: PageDeps): Promise<string> => {
  try {
    await readPage(address, deps);
    return 'none';
  } catch (error) {
    assert.ok(error instanceof PageProblem);
    return error.message;
  }
};

describe('pageAddress', () => {
  it('is a whole address with http or https, without its fragment', () => {
    assert.equal(pageAddress(' https://a.example/x?y#z '), 'https://a.example/x?y');
    assert.equal(pageAddress('http://localhost:3000'), 'http://localhost:3000/');
  });

  it('is nothing else', () => {
    for (const text of ['a.example', 'file:///etc/passwd', 'javascript:1', 'https://', 'ftp://a.example', 'https:// a'])
      assert.equal(pageAddress(text), undefined, text);
    assert.equal(pageAddress('https://user:secret@a.example/'), undefined);
  });
});

describe('readPage', () => {
  it('is the text of a page, and sends its address and nothing of the user', async () => {
    const deps = net({ 'https://a.example/': html('<title>T</title><p>Hello') });
    assert.deepEqual(await readPage('https://a.example/', deps), {
      ...{ title: 'T', text: 'Hello', url: 'https://a.example/', isCut: false },
    });
    const [, init] = deps.asked[0] ?? [];
    assert.deepEqual(
      [init?.method, init?.body, init?.redirect, init?.credentials, init?.referrerPolicy],
      [undefined, undefined, 'manual', 'omit', 'no-referrer'],
    );
  });

  it('takes plain text as it is, in the letters it is written in', async () => {
    const latin: Answer = () =>
      new Response(new Uint8Array([0x47, 0x72, 0xfc, 0xdf, 0x65]), {
        headers: { 'content-type': 'text/plain; charset=iso-8859-1' },
      });
    assert.equal((await readPage('https://a.example/', net({ 'https://a.example/': latin }))).text, 'Grüße');
  });

  it('follows redirects between public hosts, and says where it came to', async () => {
    const deps = net(
      { 'https://a.example/': leadsTo('//b.example/x'), 'https://b.example/x': html('<p>There') },
      { 'b.example': '93.184.216.34' },
    );
    const page = await readPage('https://a.example/', deps);
    assert.deepEqual([page.text, page.url], ['There', 'https://b.example/x']);
  });

  it('never follows a redirect to a host that is not public, by address or by name', async () => {
    for (const target of [
      ...[
        'http://127.0.0.1/',
        'http://[::1]/',
        'http://169.254.169.254/latest',
        'http://localhost/',
        'http://intranet/',
      ],
      ...['http://printer.local/', 'http://rebound.example/', 'http://2130706433/', 'http://0x7f.1/'],
    ]) {
      const deps = net(
        { 'https://a.example/': leadsTo(target), [target]: html('secret') },
        { 'rebound.example': '10.0.0.5' },
      );
      assert.match(await problemOf('https://a.example/', deps), /not on the public internet/, target);
      assert.equal(deps.asked.length, 1, target);
    }
  });

  it('reads a private host where the user wrote it, and redirects within it', async () => {
    const deps = net({
      'http://localhost:3000/': leadsTo('/docs'),
      'http://localhost:3000/docs': html('<p>Local'),
    });
    assert.equal((await readPage('http://localhost:3000/', deps)).text, 'Local');
  });

  it('does not follow redirects for ever, nor to what is no page', async () => {
    const round = net({ 'https://a.example/': leadsTo('https://a.example/') });
    assert.match(await problemOf('https://a.example/', round), /more than 5 times/);
    assert.equal(round.asked.length, 6);
    for (const target of ['file:///etc/passwd', 'https://user:pw@a.example/', 'data:text/html,x'])
      assert.match(
        await problemOf('https://a.example/', net({ 'https://a.example/': leadsTo(target) })),
        /cannot be read/,
        target,
      );
  });

  it('reads no more than its bound, also of a page without an end', async () => {
    let pulled = 0;
    const endless: Answer = () =>
      new Response(
        new ReadableStream({
          pull: (controller) => {
            pulled += 1;
            controller.enqueue(new Uint8Array(500_000).fill(0x61));
          },
        }),
        { headers: { 'content-type': 'text/plain' } },
      );
    const page = await readPage('https://a.example/', net({ 'https://a.example/': endless }));
    assert.equal(page.text.length, 2_000_000);
    assert.equal(page.isCut, true);
    assert.ok(pulled < 10);
  });

  it('says why a page is not read', async () => {
    const at = (answer: Answer): PageDeps => net({ 'https://a.example/': answer });
    assert.match(await problemOf('https://a.example/', net({})), /cannot be reached/);
    assert.match(
      await problemOf(
        'https://a.example/',
        at(() => new Response('', { status: 404 })),
      ),
      /status 404/,
    );
    const pdf: Answer = () => new Response('%PDF', { headers: { 'content-type': 'application/pdf' } });
    assert.match(await problemOf('https://a.example/', at(pdf)), /not text but application\/pdf/);
    const late = { ...net({}), signal: AbortSignal.abort() };
    assert.match(await problemOf('https://a.example/', late), /did not answer in time/);
  });
});
