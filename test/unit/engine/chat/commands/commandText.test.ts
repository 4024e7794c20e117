import assert from 'node:assert/strict';
import { promptCommands } from '../../../../../src/engine/chat/commands/builtInCommands';
import { commandAttachment } from '../../../../../src/engine/chat/commands/commandAttachment';
import { commandText } from '../../../../../src/engine/chat/commands/commandText';
import { attachmentLines } from '../../../../../src/engine/chat/context/attachmentLines';
import { withQueuedPrompt } from '../../../../../src/engine/chat/conversation/queue';
import { chatRequest, sentFiles } from '../../../../../src/engine/chat/request/chatRequest';
import { tokenUse } from '../../../../../src/engine/chat/request/tokenUse';
import { turnViews } from '../../../../../src/engine/chat/view/viewModel';
import { textOf } from '../../../../../src/engine/model/request/message';
import { attachment, turn } from '../fixtures';
import { released } from '../../privacy/released';

const fix = commandAttachment('fix', { text: released('Mend all of it.'), masked: [] });
const file = commandAttachment('api', { text: released('List the API.'), masked: [] }, '.github/prompts/api.prompt.md');

describe('commandText', () => {
  for (const { name } of promptCommands) {
    it(`asks something of its own with /${name}, with what the user adds`, () => {
      const text = commandText(name, 'mind the null case', 'selection');
      assert.match(text, /\n\nThe user adds: mind the null case$/);
      assert.equal(
        promptCommands.filter((each) => commandText(each.name, '', 'file') === commandText(name, '', 'file')).length,
        1,
      );
    });
  }

  it('names what it is about, and the language of the answer where nothing is added', () => {
    assert.match(commandText('explain', '', 'selection'), /^Explain the selected code/);
    assert.match(commandText('explain', '', 'file'), /^Explain the current file/);
    assert.match(commandText('explain', '', 'nothing'), /\n\nAnswer in the language with the tag "en"\.$/);
    assert.ok(!commandText('explain', 'bitte', 'file').includes('tag'));
  });
});

describe('a command in a request', () => {
  it('is sent in place of what was typed, behind what it takes along', () => {
    const asked = turn('/fix', { attachments: [fix, attachment()] });
    const [message = ''] = chatRequest([asked], 10_000).messages.map(textOf);
    assert.match(message, /^File src\/sum\.ts .*\n\nMend all of it\.$/s);
    assert.ok(!message.includes('/fix'));
  });

  it('stays what it was in later requests, also where the same was asked twice', () => {
    const turns = [turn('/fix', { attachments: [fix] }), turn('/fix', { attachments: [fix] }), turn('And now?')];
    assert.deepEqual(
      chatRequest(turns, 10_000)
        .messages.map(textOf)
        .filter((_, index) => index % 2 === 0),
      ['Mend all of it.', 'Mend all of it.', 'And now?'],
    );
  });

  it('is told of as a file where it comes from one', () => {
    const turns = [turn('/fix', { attachments: [fix] }), turn('/api', { attachments: [file] })];
    const sent = sentFiles(turns, chatRequest(turns, 10_000));
    assert.deepEqual(
      sent.map(({ path }) => path),
      ['.github/prompts/api.prompt.md'],
    );
  });

  it('counts once in the tokens of earlier turns', () => {
    const long = commandAttachment('fix', { text: released('word '.repeat(1_000)), masked: [] });
    const earlier = (attachments: readonly (typeof long)[]): number =>
      tokenUse({ turns: [turn('/fix', { attachments })], draft: '', images: [], context: [] }).parts.at(-1)?.tokens ??
      0;
    const [without, once] = [earlier([]), earlier([long])];
    assert.ok(once > without + 1_000 && once < without + 2_000, `${without} ${once}`);
  });

  it('shows on the page as it was typed, with all that it asks for, and is in no list of files', () => {
    const asked = { turns: [turn('/api x', { id: 'a', attachments: [file] })], leafId: 'a', draft: '' };
    const [view] = turnViews(asked, () => ({ blocks: 0, isCut: false }));
    assert.equal(view?.prompt, '/api x');
    assert.deepEqual(view.command, { name: '/api', path: '.github/prompts/api.prompt.md', text: 'List the API.' });
    assert.deepEqual([view.context, attachmentLines([fix])], [[], []]);
  });

  it('is another when its prompt is changed in the queue, and nothing else of it is', () => {
    const queued = { id: 'q', prompt: '/fix', attachments: [fix, attachment()], images: [], afterId: 'a' };
    const [changed] = withQueuedPrompt([queued], 'q', '/api', file);
    assert.deepEqual(changed, { ...queued, prompt: '/api', attachments: [file, attachment()] });
    assert.deepEqual(withQueuedPrompt([queued], 'q', 'Why?')[0]?.attachments, [attachment()]);
  });
});
