import assert from 'node:assert/strict';
import type { ChatPanel } from '../../../tools/vscode/chatPanel';
import { soon } from '../../../tools/vscode/soon';
import { openStage, type Stage } from '../../../tools/vscode/stage';

/** Tokens of the smaller window: some answers do not fit. */
const smallWindow = 700;

describe('a conversation in an outage', () => {
  let stage: Stage;
  let chat: ChatPanel;
  before(async () => {
    stage = await openStage({
      lab: { firstMs: 20, perSecond: 400 },
      providers: (lab) =>
        lab.providers.map((provider) =>
          provider['id'] === 'gpt' ? { ...provider, contextWindow: smallWindow, maxOutputTokens: 300 } : provider,
        ),
    });
    chat = await stage.workbench.openChat();
  });
  after(() => stage.close());
  beforeEach(async () => {
    await stage.heal();
    chat = await stage.workbench.openChat();
    await chat.startNewChat();
  });

  const allDown = async (): Promise<void> => {
    for (const provider of ['anthropic', 'openai', 'ollama'] as const) await stage.lab.break(provider, 'overloaded');
  };
  const waiting = () => chat.conversation.locator('.waiting');
  const pin = async (name: string): Promise<void> => {
    await stage.workbench.runCommand('Everpair: Switch Provider');
    await stage.workbench.pick(name);
  };

  it('waits with a countdown when all providers are down, and is called off', async () => {
    await allDown();
    await chat.send('Count to 3');
    await waiting()
      .getByText(/Sends when .+ is back, in about \d+ (s|min)/)
      .first()
      .waitFor();
    assert.equal(await stage.workbench.notifications().count(), 0);
    await stage.workbench.screenshot('outage-waiting');
    await chat.button('Do not send').click();
    await waiting().waitFor({ state: 'hidden' });
    await chat.problems.first().waitFor();
    await stage.lab.healAll();
    await chat.problems.first().getByRole('button', { name: 'Try again' }).click();
    await soon(
      () => chat.lastText(),
      (text) => text.trim() === '1 2 3',
    );
    assert.equal(await chat.messageBox.inputValue(), '');
  });

  it('goes elsewhere at once where only the pinned provider is down', async () => {
    await pin('Claude (lab)');
    try {
      await stage.lab.break('anthropic', 'overloaded');
      await chat.send('Count to 4');
      await chat.button('Send now to GPT (lab)').click();
      await chat.answerFrom('GPT (lab)').waitFor();
      await soon(
        () => chat.lastText(),
        (text) => text.trim() === '1 2 3 4',
      );
    } finally {
      await pin('Auto');
    }
  });

  it('waits on over a reload, and is sent by itself when a provider is back', async () => {
    await allDown();
    await chat.send('Count to 5');
    await waiting().waitFor();
    chat = await stage.workbench.reload();
    await waiting().waitFor();
    await stage.lab.healAll();
    await soon(
      () => chat.lastText(),
      (text) => text.trim() === '1 2 3 4 5',
      90_000,
    );
    assert.equal(await chat.answers.count(), 1);
  });

  it('tells of an outage once, however many requests it fails', async () => {
    await stage.lab.break('anthropic', 'overloaded');
    for (const last of [2, 3, 4, 5, 6]) await chat.ask(`Count to ${last}`);
    assert.equal(await chat.answerFrom('GPT (lab)').count(), 5);
    assert.match((await chat.notices.allInnerTexts()).join(), /^Switched from Claude \(lab\) to GPT \(lab\): [^,]+$/);
    assert.equal(await chat.conversation.getByText('Still in place of Claude (lab).').count(), 4);
    assert.equal(await stage.workbench.notifications().count(), 0);
    assert.match(await stage.workbench.statusName(), /Claude|GPT/);
    await stage.workbench.screenshot('outage-one-notice');
  });

  it('says what the provider with the smaller window did not get', async () => {
    await chat.ask('Count to 250');
    await chat.ask('Count to 251');
    await stage.lab.break('anthropic', 'overloaded');
    await chat.ask('Count to 3');
    await chat.answerFrom('GPT (lab)').waitFor();
    await chat.notices.getByText('GPT (lab) does not know the earliest').first().waitFor();
    await stage.workbench.screenshot('outage-left-out');
  });
});
