import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { PullingOllama } from '../../tools/lab/pullingOllama';
import { resultsFolder } from '../../tools/vscode/folders';
import { SetupPanel } from '../../tools/vscode/setupPanel';
import { soon } from '../../tools/vscode/soon';
import { openStage, type Stage } from '../../tools/vscode/stage';
import { BarePage, themes } from './support/barePage';
import { pageBrowser } from './support/pageBrowser';
import { setupStates } from './support/setupStates';

interface Entry {
  readonly id: string;
  readonly enabled?: boolean;
}

/** The user's setting as it stands in the file, which VS Code empties before it writes it. */
function written({ opened }: Stage): readonly Entry[] {
  const file = path.join(opened.server.dataFolder, 'data/User/settings.json');
  const text = readFileSync(file, 'utf8');
  if (text === '') return [];
  const settings = JSON.parse(text) as Readonly<Record<string, unknown>>;
  return (settings['everpair.providers'] ?? []) as readonly Entry[];
}

const idsIn = (stage: Stage): readonly string[] => written(stage).map(({ id }) => id);
const are = (stage: Stage, ...ids: readonly string[]): Promise<unknown> =>
  soon(
    () => idsIn(stage).join(),
    (found) => found === ids.join(),
  );

describe('the page of the set-up, from nothing', () => {
  let stage: Stage;
  let ollama: PullingOllama;
  before(async () => {
    ollama = await PullingOllama.start(1_000_000_000, 50_000_000);
    ollama.installed.add('qwen2.5-coder:1.5b');
    stage = await openStage({ providers: () => [], env: { OLLAMA_HOST: ollama.url }, theme: 'light' });
  });
  after(async () => {
    await stage.close();
    await ollama.close();
  });

  it('adds what is here with one press and a vendor with its key in VS Code’s own box, and tests both', async () => {
    const { workbench } = stage;
    await workbench.runCommand('Everpair: Edit Chain');
    const panel = await SetupPanel.find(workbench.page);
    await workbench.screenshot('setup-view-empty-light');
    await panel.button('Add Ollama').click();
    await are(stage, 'ollama');
    await panel.button('Add Groq with a key…').click();
    await workbench.answer('gsk-made-up-key');
    await are(stage, 'ollama', 'groq');
    await panel.link('Groq').getByText('key stored in VS Code').waitFor();
    assert.ok(!(await panel.frame.content()).includes('gsk-made-up-key'));
    await panel.button('Test all').click();
    await panel
      .link('Ollama')
      .getByText(/is reachable/)
      .waitFor();
    // Nobody is there for a made-up key: no network, or a refusal.
    await panel.link('Groq').locator('.test.is-failed').waitFor({ timeout: 60_000 });
    await panel.frame.getByText(/Groq did not pass the test\. The others are asked in its place/).waitFor();
    await workbench.screenshot('setup-view-tested-light');
  });

  it('opens from the first row of the quick pick', async () => {
    const { workbench } = stage;
    await workbench.press('Control+W');
    await workbench.runCommand('Everpair: Set Up…');
    await workbench.rows().first().filter({ hasText: 'Edit the chain on a page' }).waitFor();
    await workbench.press('Enter');
    const panel = await SetupPanel.find(workbench.page);
    assert.deepEqual(await panel.order(), ['1. Ollama', '2. Groq']);
  });
});

describe('the page of the set-up, with a chain', () => {
  let stage: Stage;
  let panel: SetupPanel;
  let ids: readonly string[];
  before(async () => {
    stage = await openStage({ theme: 'high-contrast' });
    ids = idsIn(stage);
    await stage.workbench.runCommand('Everpair: Edit Chain');
    panel = await SetupPanel.find(stage.workbench.page);
  });
  after(() => stage.close());

  it('changes the order by keys, which keep the focus, by drag and by buttons, and takes a removal back', async () => {
    const { workbench } = stage;
    const [a = '', b = '', c = ''] = ids;
    const names = (await panel.order()).map((each) => each.replace(/^\d+\. /, ''));
    const [first = '', , third = ''] = names;
    await panel.button(`Test ${first}`).focus();
    await workbench.press('Alt+ArrowDown');
    await workbench.press('Alt+ArrowDown');
    await are(stage, b, c, a);
    await soon(
      () => panel.frame.evaluate(() => document.activeElement?.getAttribute('aria-label')),
      (name) => name === `Test ${first}`,
    );
    await panel.frame.getByText(`${first} is number 3 of 3 now.`).waitFor({ state: 'attached' });
    const grip = await panel.link(third).locator('.grip').boundingBox();
    const last = await panel.link(first).boundingBox();
    assert.ok(grip && last);
    const { mouse } = workbench.page;
    await mouse.move(grip.x + grip.width / 2, grip.y + grip.height / 2);
    await mouse.down();
    await mouse.move(last.x + 40, last.y + last.height / 2, { steps: 8 });
    await panel.frame.locator('.link.drop-after').waitFor();
    await workbench.screenshot('setup-view-drag-high-contrast');
    await mouse.up();
    await are(stage, b, a, c);
    await panel.button(`Move ${third} up`).click();
    await are(stage, b, c, a);
    await panel.button(`Remove ${first}`).click();
    await are(stage, b, c);
    await panel.button('Undo').click();
    await are(stage, b, c, a);
    await panel.button(`Turn off ${first}`).click();
    await soon(
      () => written(stage)[2]?.enabled,
      (enabled) => enabled === false,
    );
    await panel.button(`Turn on ${first}`).click();
    await soon(
      () => written(stage)[2],
      (entry) => entry !== undefined && entry.enabled === undefined,
    );
  });

  it('tests the chain and says at each link how it ended', async () => {
    await stage.lab.break('openai', 'overloaded');
    await panel.button('Test all').click();
    await soon(
      () => panel.frame.locator('.test.is-ok, .test.is-failed').count(),
      (count) => count === ids.length,
    );
    await stage.workbench.screenshot('setup-view-chain-high-contrast');
  });
});

describe('the page of the set-up in a browser', () => {
  const browser = pageBrowser();

  for (const theme of themes) {
    for (const [state, messages] of Object.entries(setupStates)) {
      it(`has no fault that axe finds: ${state}, ${theme}`, async () => {
        const bare = await BarePage.open(browser(), { theme, width: 900, surface: 'setup' });
        await bare.tell(...messages);
        assert.deepEqual(await bare.violations(), []);
        const name = `setup-${state}-${theme}`.replaceAll(' ', '-');
        await bare.page.screenshot({ path: path.join(resultsFolder, `${name}.png`), fullPage: true });
        await bare.close();
      });
    }
  }

  const sizes = {
    '250 pixels wide': { width: 250 },
    'at 200 %': { width: 400, zoom: 2 },
    'right to left': { width: 500, direction: 'rtl' },
  } as const;
  for (const [size, options] of Object.entries(sizes)) {
    for (const [state, messages] of Object.entries(setupStates)) {
      it(`shows all its words ${size}: ${state}`, async () => {
        const bare = await BarePage.open(browser(), { ...options, surface: 'setup' });
        await bare.tell(...messages);
        assert.deepEqual(await bare.cutOff(), []);
        await bare.close();
      });
    }
  }
});
