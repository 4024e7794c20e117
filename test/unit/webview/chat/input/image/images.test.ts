import assert from 'node:assert/strict';
import { setImmediate as soon } from 'node:timers/promises';
import type { ViewMessage } from '../../../../../../src/engine/chat/view/viewMessage';
import { Composer } from '../../../../../../src/webview/chat/input/composer';
import { allByRole, byRole } from '../../../accessible';
import { inBrowser, press, type } from '../../../dom';
import { chatView } from '../../../fixtures';
import { type FakeCanvas, fakeCanvas, imageFile } from './fakeCanvas';

interface Given {
  readonly text?: string;
  readonly data?: Readonly<Record<string, string>>;
  readonly files?: readonly { readonly name: string; readonly blob: Blob }[];
}

/** What a browser gives of a drag or of the clipboard. */
function transfer({ text = '', data = {}, files = [] }: Given): object {
  const all: Readonly<Record<string, string>> = text === '' ? data : { 'text/plain': text, ...data };
  return {
    types: [...Object.keys(all), ...(files.length > 0 ? ['Files'] : [])],
    files: files.map(({ name, blob }) => Object.assign(blob, { name })),
    getData: (format: string) => all[format] ?? '',
  };
}

describe('images and files in the box', () => {
  inBrowser();
  let posted: ViewMessage[];
  let composer: Composer;
  let page: HTMLElement;
  let canvas: FakeCanvas;
  function show(given: FakeCanvas = fakeCanvas()): void {
    canvas = given;
    posted = [];
    composer = new Composer((message) => posted.push(message), canvas);
    page = document.createElement('main');
    page.append(composer.element);
    document.body.replaceChildren(page);
    composer.acceptDropsOn(page);
    composer.update(chatView());
  }
  beforeEach(() => show());

  const input = (): HTMLTextAreaElement => byRole('textbox', 'Message Everpair') as HTMLTextAreaElement;
  const complaints = (): readonly string[] => allByRole('alert').map(({ element }) => element.textContent);
  const hint = (): string | undefined => document.querySelector('.drop-hint')?.textContent;
  const isSettled = (): boolean => document.querySelector('.chip-reading') === null;
  const settle = async (): Promise<void> => {
    do await soon();
    while (!isSettled());
  };

  function give(target: Element, name: string, key: 'clipboardData' | 'dataTransfer', given: Given): MouseEvent {
    const event = new MouseEvent(name, { bubbles: true, cancelable: true });
    Object.defineProperty(event, key, { value: transfer(given) });
    target.dispatchEvent(event);
    return event;
  }
  const paste = (given: Given): MouseEvent => give(input(), 'paste', 'clipboardData', given);
  const drag = (name: string, given: Given): MouseEvent => give(page, name, 'dataTransfer', given);

  const png = { name: 'shot.png', blob: imageFile('png') };

  it('reads a pasted image, shows that it is being read, and gives it to the host as it is sent', async () => {
    assert.ok(paste({ files: [png] }).defaultPrevented);
    assert.equal(document.querySelector('.chip-reading')?.textContent, 'shot.png shot.png is being read');
    await settle();
    const nothing = 'AAAAAAAAAAAAAA==';
    const thumbnail = `data:image/jpeg;base64,${nothing}`;
    assert.deepEqual(posted, [
      {
        type: 'add-image',
        name: 'shot.png',
        mediaType: 'image/png',
        data: nothing,
        width: 640,
        height: 480,
        thumbnail,
      },
    ]);
  });

  it('leaves a paste of text to the box, also with a picture of the text beside it', async () => {
    assert.ok(!paste({ text: 'a table', files: [png] }).defaultPrevented);
    assert.ok(!paste({ text: 'words' }).defaultPrevented);
    await settle();
    assert.deepEqual(posted, []);
  });

  it('says what is wrong with an image before anything is sent, and takes the others', async () => {
    paste({ files: [{ name: 'a.heic', blob: imageFile('heic') }, png, { name: 'b.svg', blob: imageFile('svg') }] });
    type(input(), 'Look');
    press(input(), 'Enter');
    await settle();
    assert.deepEqual(
      posted.map((message) => message.type),
      ['add-image'],
    );
    assert.match(complaints()[0] ?? '', /^a\.heic is an HEIC image.*b\.svg is no image/);
    assert.equal(input().value, 'Look');
    press(input(), 'Enter');
    assert.deepEqual(posted.at(-1), { type: 'send', prompt: 'Look' });
  });

  it('sends a prompt after the images that were being read when Enter came', async () => {
    paste({ files: [png] });
    type(input(), 'Look');
    press(input(), 'Enter');
    press(input(), 'Enter');
    assert.equal(posted.length, 0);
    await settle();
    assert.deepEqual(
      posted.map((message) => message.type),
      ['add-image', 'send'],
    );
  });

  it('reads an image that was picked', async () => {
    const data = Buffer.from(await imageFile('jpeg').arrayBuffer()).toString('base64');
    composer.receive({ type: 'picked-image', name: 'p.jpg', mediaType: 'image/jpeg', data });
    composer.receive({ type: 'picked-image', name: 'q.jpg', mediaType: 'image/jpeg', data: '*' });
    await settle();
    assert.deepEqual(
      posted.map((message) => message.type === 'add-image' && message.name),
      ['p.jpg'],
    );
    assert.match(complaints()[0] ?? '', /^q\.jpg/);
  });

  it('says while something is dragged that it can be dropped, and that VS Code wants Shift', () => {
    assert.ok(drag('dragenter', { files: [png] }).defaultPrevented);
    assert.match(hint() ?? '', /Shift/);
    assert.ok(drag('dragover', { files: [png] }).defaultPrevented);
    drag('dragleave', { files: [png] });
    assert.equal(hint(), undefined);
    assert.ok(!drag('dragenter', { text: 'words' }).defaultPrevented, 'text is dropped into the box as ever');
    assert.equal(hint(), undefined);
  });

  it('reads images that are dropped', async () => {
    drag('dragenter', { files: [png] });
    assert.ok(drag('drop', { files: [png] }).defaultPrevented);
    assert.equal(hint(), undefined);
    await settle();
    assert.equal(posted.length, 1);
  });

  const drops: readonly (readonly [what: string, data: Readonly<Record<string, string>>, uris: readonly string[]])[] = [
    [
      'files of the explorer',
      { 'application/vnd.code.uri-list': 'file:///a.ts\r\nfile:///b\r\n', 'text/uri-list': 'file:///other' },
      ['file:///a.ts', 'file:///b'],
    ],
    [
      'a list with a comment',
      { 'text/uri-list': '# none\nvscode-remote://wsl/a\nnot one\n' },
      ['vscode-remote://wsl/a'],
    ],
    ['resources', { resourceurls: '["file:///a.ts","file:///a.ts",3]' }, ['file:///a.ts']],
    ['paths', { codefiles: '["/a b/c#.ts","c:\\\\d.ts"]' }, ['file:///a%20b/c%23.ts', 'file:///c%3A/d.ts']],
  ];
  for (const [what, data, uris] of drops) {
    it(`gives the host ${what}`, () => {
      assert.ok(drag('drop', { data }).defaultPrevented);
      assert.deepEqual(posted, [{ type: 'drop', uris }]);
    });
  }

  it('gives the host many files in messages that it takes', () => {
    const list = Array.from({ length: 150 }, (_, index) => `file:///${index}`).join('\n');
    drag('drop', { data: { 'text/uri-list': list } });
    assert.deepEqual(
      posted.map((message) => message.type === 'drop' && message.uris.length),
      [100, 50],
    );
  });

  it('gives the host nothing of what it cannot read', () => {
    drag('drop', { data: { resourceurls: '{', codefiles: '7' } });
    assert.deepEqual(posted, []);
  });
});
