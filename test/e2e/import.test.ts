import assert from 'node:assert/strict';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openStage, type Stage } from '../../tools/vscode/stage';

/** A user who comes from Continue, with keys in its `.env`, in a folder in which nothing is proposed yet. */
describe('an import of another tool’s settings', () => {
  let stage: Stage;
  let home: string;
  before(async () => {
    home = mkdtempSync(path.join(tmpdir(), 'everpair-home-'));
    mkdirSync(path.join(home, '.continue'));
    const fixtures = path.join(process.cwd(), 'test/fixtures/import');
    copyFileSync(path.join(fixtures, 'continue-secrets.yaml'), path.join(home, '.continue/config.yaml'));
    copyFileSync(path.join(fixtures, 'continue.env'), path.join(home, '.continue/.env'));
    stage = await openStage({ env: { HOME: home, GROQ_API_KEY: '' } });
  });
  after(async () => {
    await stage.close();
    rmSync(home, { recursive: true });
  });

  const notice = (text: string) => stage.opened.page.locator('.notification-list-item', { hasText: text }).first();
  const listed = async (label: string, detail: string): Promise<void> => {
    await stage.workbench.runCommand('Everpair: Set API Key…');
    await stage.workbench.rows().filter({ hasText: label }).filter({ hasText: detail }).first().waitFor();
    await stage.workbench.press('Escape');
  };

  it('shows what each part becomes, and asks before it copies keys', async () => {
    const { workbench, opened } = stage;
    await workbench.runCommand('Everpair: Import Settings from Another Tool…');
    const codestral = workbench.rows().filter({ hasText: 'codestral.mistral.ai' });
    await codestral.waitFor({ timeout: 30_000 });
    assert.match(await codestral.innerText(), /Codestral[^]*codestral-latest[^]*its key can be copied/);
    await workbench.screenshot('import-list');
    await workbench.press('Enter');
    const question = opened.page.locator('.monaco-dialog-box', { hasText: 'Copy 2 keys' });
    await question.waitFor();
    assert.match(await question.innerText(), /codestral\.mistral\.ai/);
    await workbench.screenshot('import-keys');
    await question.getByRole('button', { name: 'Copy Keys' }).click();
    await notice('3 providers were added, and 2 keys copied.').waitFor();
    assert.doesNotMatch(await opened.page.locator('body').innerText(), /F1xture/);
    await listed('Codestral', 'stored in VS Code');
    await listed('Groq', 'no key yet');
  });

  it('adds nothing twice', async () => {
    const { workbench } = stage;
    await workbench.runCommand('Notifications: Clear All Notifications');
    await workbench.runCommand('Everpair: Import Settings from Another Tool…');
    await notice('nothing was found that is not in the chain already').waitFor({ timeout: 30_000 });
  });

  it('of a workspace’s proposal waits for a word of the user', async () => {
    const { workbench, folder } = stage;
    await workbench.runCommand('Notifications: Clear All Notifications');
    mkdirSync(path.join(folder, '.everpair'));
    const providers = [
      { id: 'team', type: 'openai-compatible', model: 'qwen3-coder', baseUrl: 'https://llm.team.example/v1' },
    ];
    writeFileSync(path.join(folder, '.everpair/chain.json'), JSON.stringify({ version: 1, providers }));
    const offer = notice('This workspace proposes providers for Everpair: llm.team.example.');
    await offer.waitFor({ timeout: 30_000 });
    await offer.getByRole('button', { name: 'Look at It' }).click();
    const row = workbench.rows().filter({ hasText: 'llm.team.example' });
    await row.waitFor();
    await workbench.screenshot('chain-proposal');
    assert.equal(await row.getByRole('checkbox').isChecked(), false);
    await row.getByRole('checkbox').click();
    await workbench.quickInput().getByRole('button', { name: 'OK' }).click();
    await notice('1 providers were added behind yours').waitFor();
    await listed('team', 'no key yet');
  });
});
