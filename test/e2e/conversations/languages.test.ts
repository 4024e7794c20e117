import assert from 'node:assert/strict';
import type { Frame } from 'playwright-core';
import { soon } from '../../../tools/vscode/soon';
import { openStage, type Stage } from '../../../tools/vscode/stage';
import { notTranslated, shownTexts } from '../support/shownTexts';

/** What no language changes: names and what was written by people and models. */
const data = [
  /^(Claude|GPT|Ollama) \(lab\)( \([\w.:-]+\))?$/,
  /^(claude-sonnet-5-5|gpt-4\.1|qwen2\.5-coder:7b)( → .*)?$/,
  /^(Everpair|hello|basket\.ts|words\.py|README\.md|greet\.js|[Cc]ount to \d|Count)$/,
  /^\d( \d)*$/,
  /^F\d$/,
];

for (const [language, name] of Object.entries({ de: 'German', 'zh-cn': 'Chinese' })) {
  describe(`the chat in ${name}`, () => {
    let stage: Stage;
    let frame: Frame;
    before(async () => {
      stage = await openStage({ language, lab: { firstMs: 20, perSecond: 400 } });
      await stage.workbench.press('Control+Alt+e');
      frame = await soon(
        async () => {
          for (const each of stage.workbench.page.frames()) {
            if (
              await each
                .locator('textarea.input')
                .isVisible()
                .catch(() => false)
            )
              return each;
          }
          return undefined;
        },
        (found) => found !== undefined,
      ).then((found) => found as Frame);
    });
    after(() => stage.close());

    const box = () => frame.locator('.composer textarea.input');
    const untranslated = async (): Promise<readonly string[]> => notTranslated(await shownTexts(frame), language, data);
    const ask = async (prompt: string): Promise<void> => {
      const before = await frame.locator('article').count();
      await box().fill(prompt);
      await box().press('Enter');
      await frame.locator('article').nth(before).waitFor();
    };
    const picture = (state: string): Promise<void> => stage.workbench.screenshot(`language-${language}-${state}`);

    it('has no English text on an empty page, in the picker of mentions and in the parts of the tokens', async () => {
      await frame.locator('.welcome-chain ol').waitFor();
      assert.deepEqual(await untranslated(), []);
      await picture('welcome');
      await box().pressSequentially('@');
      await frame.getByRole('option').nth(8).waitFor();
      await frame.locator('.token-button').hover();
      await frame.getByRole('tooltip').waitFor();
      assert.deepEqual(await untranslated(), []);
      await picture('mentions');
      await box().press('Escape');
      await box().fill('');
    });

    it('has none around answers that moved and were thought about, nor in the queue and a wait', async () => {
      const { lab } = stage;
      await lab.break('anthropic', 'overloaded');
      await ask('Count to 3');
      await frame.locator('details.effort summary').first().click();
      await ask('Count to 4');
      await lab.break('openai', 'server-error');
      await lab.break('ollama', 'rate-limited');
      await ask('Count to 5');
      await frame.locator('.waiting').waitFor();
      await box().fill('Count to 6');
      await box().press('Enter');
      await frame.locator('.queued').waitFor();
      assert.deepEqual(await untranslated(), []);
      await picture('wait');
    });

    it('has none in the list of conversations and on the page of keys', async () => {
      await frame.locator('header.top button').first().click();
      await frame.locator('.conversation-row').first().waitFor();
      assert.deepEqual(await untranslated(), []);
      await picture('conversations');
      await frame.locator('.conversation-open').first().focus();
      await frame.locator('.conversation-open').first().press('?');
      await frame.locator('kbd').first().waitFor();
      assert.deepEqual(await untranslated(), []);
      await picture('keys');
    });
  });
}
