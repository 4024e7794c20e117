import assert from 'node:assert/strict';
import { completionOptions } from '../../../../../src/editor/completion/controls/completionOptions';

type Facts = Parameters<typeof completionOptions>[0];

const go: NonNullable<Facts['document']> = {
  languageId: 'go',
  settings: { enabled: true, trigger: 'automatic', provider: undefined },
  isOffInFile: false,
  excludedBy: undefined,
};
const usual: Facts = { document: go, snoozedUntil: undefined, trigger: 'automatic', provider: undefined };

/** Labels without their icons. */
function labels(facts: Partial<Facts>): string[] {
  return completionOptions({ ...usual, ...facts }).map(({ label }) => label.replace(/^\$\([\w-]+\) /, ''));
}

function actionOf(label: string, facts: Partial<Facts> = {}): unknown {
  const item = completionOptions({ ...usual, ...facts }).find((each) => each.label.endsWith(label));
  assert.ok(item?.kind === 'choice', label);
  return item.action;
}

describe('completionOptions', () => {
  it('has rows for the file and its language, for all files, and the others', () => {
    assert.deepEqual(labels({}), [
      'Here',
      'Suggest something now',
      'Turn off for go',
      'Turn off in this file',
      'Everywhere',
      'Snooze for 5 minutes',
      'Suggest only when asked',
      'Choose provider…',
      'Everpair',
      'Statistics',
      'Settings',
      'Show log',
    ]);
  });

  it('has only the general rows without an editor', () => {
    assert.equal(labels({ document: undefined })[0], 'Everywhere');
  });

  it('turns on again what is off', () => {
    const off = { document: { ...go, settings: { ...go.settings, enabled: false }, isOffInFile: true } };
    assert.ok(labels(off).includes('Turn on in this file'));
    assert.deepEqual(actionOf('Turn on for go', off), { type: 'language', languageId: 'go', enabled: true });
    assert.deepEqual(actionOf('Turn off for go'), { type: 'language', languageId: 'go', enabled: false });
  });

  it('ends or extends a snooze and shows its end', () => {
    const snoozed = { snoozedUntil: new Date(2026, 10, 26, 14, 5).getTime() };
    const items = completionOptions({ ...usual, ...snoozed });
    const resume = items.find(({ label }) => label.endsWith('Resume'));
    assert.ok(resume?.kind === 'choice');
    assert.equal(resume.description, 'snoozed until 14:05');
    assert.deepEqual(actionOf('Snooze for 5 minutes more', snoozed), { type: 'snooze' });
    assert.equal(labels(snoozed).includes('Snooze for 5 minutes'), false);
  });

  it('switches from automatic to manual and back', () => {
    assert.deepEqual(actionOf('Suggest only when asked'), { type: 'trigger', trigger: 'manual' });
    assert.deepEqual(actionOf('Suggest while typing', { trigger: 'manual' }), {
      type: 'trigger',
      trigger: 'automatic',
    });
  });

  it('offers no suggestion in an excluded file', () => {
    assert.equal(labels({ document: { ...go, excludedBy: '.gitignore' } }).includes('Suggest something now'), false);
  });

  it('names the chosen provider', () => {
    const items = completionOptions({ ...usual, provider: 'Claude' });
    assert.ok(items.some((item) => item.kind === 'choice' && item.description === 'Claude'));
  });
});
