import assert from 'node:assert/strict';
import path from 'node:path';
import sharp from 'sharp';
import { mentionKinds } from '../../src/engine/chat/conversation/attachment';
import type { ChatView, CommandItem, MentionItem } from '../../src/engine/chat/view/protocol';
import type { ViewMessage } from '../../src/engine/chat/view/viewMessage';
import { resultsFolder } from '../../tools/vscode/folders';
import { soon } from '../../tools/vscode/soon';
import { alpha, answerOf, asks, says } from '../unit/engine/chat/fixtures';
import { chatView, chip, turn } from '../unit/webview/fixtures';
import { BarePage, themes } from './support/barePage';
import { pageBrowser } from './support/pageBrowser';

const thumbnail =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
const picture = { id: 'i', name: 'screen.png', thumbnail, note: '1,200 × 800, 210 KB' };

/** A box with something of everything. */
const full: ChatView = chatView({
  turns: [turn('1', answerOf(asks(alpha), says('Half')))],
  context: [
    chip('basket.ts', { tokens: 1_240 }),
    chip('AGENTS.md', { kind: 'rules', tokens: 340 }),
    chip('.env', { state: 'blocked', note: 'not sent' }),
    chip('Lines 3 to 12', { kind: 'selection', state: 'offered', note: 'not sent' }),
    chip('a/very/long/name/of/a/folder/that/does/not/end', { kind: 'folder' }),
    ...(['symbol', 'editors', 'problems', 'terminal', 'changes'] as const).map((kind) => chip(kind, { kind })),
  ],
  images: [picture, { ...picture, id: 'j', problem: 'Llama takes no images.' }],
  queue: [
    { id: 'a', prompt: 'And then write tests for everything that this does, please', context: [], images: [picture] },
    { id: 'b', prompt: 'مرحبا بالعالم', context: [], images: [] },
  ],
  tokens: {
    parts: [
      { label: 'Instructions', tokens: 400 },
      { label: '3 earlier turns', tokens: 160_000 },
      { label: 'سلة.ts', tokens: 9_600 },
    ],
    tokens: 170_000,
    contextWindow: 200_000,
    model: 'Alpha (alpha-model)',
    note: 'Two earlier turns do not fit.',
  },
});

const kinds = mentionKinds.slice(0, 9);
const items: readonly MentionItem[] = kinds.map((kind) => ({
  id: kind,
  kind,
  label: kind,
  detail: `What is sent of ${kind}, told in more words than there is room for`,
  opens: kind === 'file',
}));

const commands: readonly CommandItem[] = ['explain', 'fix', 'a-command-with-a-very-long-name-of-its-own', 'broken'].map(
  (name) => ({
    id: name,
    kind: 'command',
    label: `/${name}`,
    hint: name === 'broken' ? '' : 'what to mind',
    detail: `What /${name} does, told in more words than there is room for`,
    ...(name === 'broken' ? { isBroken: true } : {}),
  }),
);

/** What the box shows besides, and how it comes to it. */
const states: Readonly<Record<string, (bare: BarePage) => Promise<void>>> = {
  'all chips': (bare) => bare.page.getByRole('button', { name: /^\+\d+ more/ }).click(),
  'the parts of the tokens': (bare) => bare.page.getByRole('button', { name: /^The next request has/ }).focus(),
  'the @ picker': async (bare) => {
    await bare.page.getByRole('textbox', { name: 'Message Everpair' }).pressSequentially('see @');
    await bare.tell({ type: 'mentions', query: '', items, note: 'Files can be dropped here with Shift held down.' });
    await bare.page.keyboard.press('ArrowDown');
  },
  'the list of commands': async (bare) => {
    await bare.page.getByRole('textbox', { name: 'Message Everpair' }).pressSequentially('/');
    await bare.tell({
      type: 'commands',
      query: '',
      items: commands,
      note: 'Prompt files of this workspace are not read because it is not trusted.',
    });
    await bare.page.keyboard.press('ArrowDown');
  },
  'a prompt of the queue that is changed': (bare) =>
    bare.page
      .getByRole('button', { name: /Edit in the queue/ })
      .first()
      .click(),
  'something dragged over it': (bare) =>
    bare.page.evaluate(() => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File(['x'], 'x.png'));
      document.querySelector('main')?.dispatchEvent(new DragEvent('dragenter', { dataTransfer }));
    }),
};

describe('the input box in a browser', () => {
  const browser = pageBrowser();
  let bare: BarePage;
  afterEach(() => bare.close());

  const shoot = (name: string): Promise<unknown> =>
    bare.page.screenshot({ path: path.join(resultsFolder, `${`input-${name}`.replaceAll(/\W+/g, '-')}.png`) });
  const box = (): ReturnType<BarePage['page']['getByRole']> =>
    bare.page.getByRole('textbox', { name: 'Message Everpair' });

  async function open(options: Parameters<typeof BarePage.open>[1] = {}, view = chatView()): Promise<void> {
    bare = await BarePage.open(browser(), options);
    await bare.tell({ type: 'view', view });
  }
  async function posted<T extends ViewMessage['type']>(type: T): Promise<readonly Extract<ViewMessage, { type: T }>[]> {
    const all = await bare.posted<ViewMessage>();
    return all.filter((message): message is Extract<ViewMessage, { type: T }> => message.type === type);
  }

  for (const theme of themes) {
    for (const [state, reach] of Object.entries(states)) {
      it(`has no fault that axe finds with ${state}, ${theme}`, async () => {
        await open({ theme }, full);
        await reach(bare);
        assert.deepEqual(await bare.violations(), []);
        await shoot(`${state}-${theme}`);
      });
    }
  }

  const sizes = {
    '250 pixels wide': { width: 250 },
    'at 200 %': { width: 500, zoom: 2 },
    'right to left': { direction: 'rtl', width: 320 },
  } as const;
  for (const [size, options] of Object.entries(sizes)) {
    for (const [state, reach] of Object.entries(states)) {
      it(`shows all its words ${size} with ${state}`, async () => {
        await open(options, full);
        await reach(bare);
        assert.deepEqual(await bare.cutOff(), []);
        assert.ok(await box().isVisible());
        await shoot(`${state}-${size}`);
      });
    }
  }

  it('shows the chosen item where the system chooses all colours', async () => {
    await open({}, full);
    await bare.page.emulateMedia({ forcedColors: 'active' });
    await states['the @ picker']?.(bare);
    const borders = await bare.page
      .getByRole('option')
      .evaluateAll((options) => options.map((option) => getComputedStyle(option).borderTopColor));
    assert.notEqual(borders[1], borders[0]);
    assert.equal(borders[2], borders[0]);
    await shoot('forced-colors');
  });

  it('takes the choice of a mention back with Undo', async () => {
    await open();
    await box().pressSequentially('see @ba');
    await soon(
      () => posted('mention'),
      (asked) => asked.at(-1)?.query === 'ba',
    );
    await bare.tell({ type: 'mentions', query: 'ba', items: [{ ...items[3]!, label: 'basket.ts' }] });
    await box().press('Enter');
    assert.equal(await box().inputValue(), 'see @basket.ts ');
    await box().press('Control+z');
    assert.equal(await box().inputValue(), 'see @ba');
  });

  it('searches for what an input method wrote, and lets Enter choose its word', async () => {
    await open();
    await box().pressSequentially('看@');
    const session = await bare.page.context().newCDPSession(bare.page);
    await session.send('Input.imeSetComposition', { text: 'wen', selectionStart: 3, selectionEnd: 3 });
    assert.equal(await box().inputValue(), '看@wen');
    await session.send('Input.insertText', { text: '文' });
    await soon(
      () => posted('mention'),
      (asked) => asked.at(-1)?.query === '文',
    );
    assert.deepEqual(
      (await posted('mention')).map(({ query }) => query),
      ['', '文'],
    );
    assert.deepEqual(await posted('send'), []);
  });

  /** Pastes a file as a browser does that has it in the clipboard. */
  async function paste(name: string, bytes: Buffer): Promise<void> {
    await box().evaluate(
      (input, [as, base64]) => {
        const clipboardData = new DataTransfer();
        const data = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
        clipboardData.items.add(new File([data], as));
        input.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
      },
      [name, bytes.toString('base64')] as const,
    );
  }
  const plain = (width: number, height: number, alpha = 1): ReturnType<typeof sharp> =>
    sharp({ create: { width, height, channels: 4, background: { r: 200, g: 30, b: 30, alpha } } });
  /** What no compression makes small. */
  const noise = (width: number, height: number): ReturnType<typeof sharp> =>
    sharp({
      create: { width, height, channels: 3, background: '#000', noise: { type: 'gaussian', mean: 128, sigma: 60 } },
    });

  const lines = Array.from({ length: 10 }, (_, at) => `<text y="${at * 19 + 15}">const value = ${at};</text>`).join('');
  const text = sharp(
    Buffer.from(`<svg width="300" height="200"><rect width="300" height="200" fill="#fff"/>${lines}</svg>`),
  );

  const images: Readonly<Record<string, readonly [image: () => Promise<Buffer>, type: string, size: string]>> = {
    'a transparent PNG': [() => plain(2_000, 1_000, 0.5).png().toBuffer(), 'image/png', '1568×784'],
    'a photo as PNG': [() => noise(1_800, 900).png().toBuffer(), 'image/jpeg', '1568×784'],
    'a PNG of text': [() => text.png().toBuffer(), 'image/png', '300×200'],
    'a JPEG that the camera turned': [
      () => noise(400, 200).withMetadata({ orientation: 6 }).jpeg().toBuffer(),
      'image/jpeg',
      '200×400',
    ],
    'a WebP': [() => noise(640, 480).webp().toBuffer(), 'image/jpeg', '640×480'],
    'a small GIF': [() => plain(50, 40).gif().toBuffer(), 'image/gif', '50×40'],
  };
  for (const [what, [image, type, size]] of Object.entries(images)) {
    it(`makes ${what} ready to be sent`, async () => {
      await open();
      await paste('x.bin', await image());
      const [sent] = await soon(
        () => posted('add-image'),
        (all) => all.length > 0,
      );
      assert.ok(sent);
      assert.equal(`${sent.width}×${sent.height} ${sent.mediaType}`, `${size} ${type}`);
      const bytes = Buffer.from(sent.data, 'base64');
      const { width, height, format, orientation, exif } = await sharp(bytes).metadata();
      assert.equal(`${width}×${height} image/${format}`, `${size} ${type}`);
      assert.deepEqual([orientation, exif], [undefined, undefined], 'nothing of the camera is sent');
      assert.ok(bytes.length < 3_700_000);
      const small = await sharp(Buffer.from(sent.thumbnail.split(',')[1] ?? '', 'base64')).metadata();
      assert.ok(Math.max(small.width, small.height) <= 96);
    });
  }

  it('says that an image is broken, and sends nothing of it', async () => {
    await open();
    const whole = await plain(100, 100).png().toBuffer();
    await paste('broken.png', Buffer.concat([whole.subarray(0, 40), Buffer.alloc(200)]));
    await bare.page.getByRole('alert').getByText('broken.png cannot be read').waitFor();
    assert.deepEqual(await posted('add-image'), []);
  });
});
