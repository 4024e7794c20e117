import assert from 'node:assert/strict';
import path from 'node:path';
import { resultsFolder } from '../../tools/vscode/folders';
import { BarePage, themes } from './support/barePage';
import { pageBrowser } from './support/pageBrowser';
import { fullView, pageStates } from './support/pageStates';

describe('the page in a browser', () => {
  const browser = pageBrowser();

  for (const theme of themes) {
    for (const [state, messages] of Object.entries(pageStates)) {
      it(`has no fault that axe finds: ${state}, ${theme}`, async () => {
        const bare = await BarePage.open(browser(), { theme });
        await bare.tell(...messages);
        if (state === 'turns') await bare.page.getByRole('button', { name: 'Edit and send again' }).first().click();
        assert.deepEqual(await bare.violations(), []);
        await bare.page.screenshot({
          path: path.join(resultsFolder, `page-${state.replaceAll(' ', '-')}-${theme}.png`),
        });
        await bare.close();
      });
    }
  }

  const sizes = {
    '250 pixels wide': { width: 250 },
    'at 200 %': { width: 400, zoom: 2 },
    'right to left': { direction: 'rtl' },
  } as const;
  for (const [size, options] of Object.entries(sizes)) {
    for (const [state, messages] of Object.entries(pageStates)) {
      it(`shows all its words ${size}: ${state}`, async () => {
        const bare = await BarePage.open(browser(), options);
        await bare.tell(...messages);
        assert.deepEqual(await bare.cutOff(), []);
        const name = `page-${state}-${size}`.replaceAll(/\W+/g, '-');
        await bare.page.screenshot({ path: path.join(resultsFolder, `${name}.png`) });
        await bare.close();
      });
    }
  }

  it('draws a line below what the second writer wrote in a paragraph that two wrote', async () => {
    const bare = await BarePage.open(browser());
    await bare.tell({ type: 'view', view: fullView });
    const underlined = await bare.page.evaluate(() => [...(CSS.highlights.get('writer-1') ?? [])].map(String));
    assert.deepEqual(underlined, ['adds what comes. שלום is right to left.']);
    await bare.close();
  });
});
