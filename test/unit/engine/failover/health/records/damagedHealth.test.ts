import assert from 'node:assert/strict';
import { silentLog } from '../../../../../../src/engine/model/log';
import { route } from '../../fixtures';
import { handClock } from '../../handClock';
import { breakDown, fail, healthFixture, recordedLog, sharedText, succeed } from '../healthFixtures';
import { first, openWindow, written } from './healthWindows';

describe('saved health', () => {
  describe('and cannot be understood', () => {
    const damaged: Readonly<Record<string, string>> = {
      'is no JSON': '{"version":1,"data":[',
      'is empty': '',
      'is null': 'null',
      'has no version': '{"data":[]}',
      'has a version of another kind': '{"version":"1","data":[]}',
      'is of an older version': '{"version":0,"data":[]}',
      'has other data': '{"version":1,"data":{"cells":7}}',
      'has a broken record': '{"version":1,"data":[{"key":"x","changedAt":-1,"providers":[],"cell":{}}]}',
      'is enormous': `{"version":1,"data":"${'x'.repeat(1_100_000)}"}`,
    };
    for (const [name, text] of Object.entries(damaged)) {
      it(`starts empty with one line in the log: ${name}`, async () => {
        const clock = handClock();
        const shared = sharedText(text);
        const log = recordedLog();
        const fixture = healthFixture({ clock, store: shared.window(), log });
        await written(clock);
        assert.deepEqual(fixture.health.view(first), { state: 'healthy', halfOpen: false });
        breakDown(fixture.health, first);
        await written(clock);
        assert.equal(log.warnings.length, 1);
        assert.equal((await openWindow(clock, shared)).health.view(first).state, 'down');
      });
    }

    it('is left alone when a newer version wrote it', async () => {
      const clock = handClock();
      const shared = sharedText('{"version":3,"data":"of tomorrow"}');
      const log = recordedLog();
      const { health } = healthFixture({ clock, store: shared.window(), log });
      breakDown(health, first);
      await written(clock);
      health.reset();
      await written(clock);
      assert.equal(shared.text, '{"version":3,"data":"of tomorrow"}');
      assert.equal(log.warnings.length, 1);
    });
  });

  it('is kept in memory, with one line in the log for each, when the store fails', async () => {
    const clock = handClock();
    const log = recordedLog();
    const broken = {
      load: () => Promise.reject(new Error('disk gone')),
      save: () => Promise.reject(new Error('disk full')),
      onDidChange: sharedText().window().onDidChange,
    };
    const { health } = healthFixture({ clock, store: broken, log });
    for (let round = 0; round < 4; round += 1) {
      fail(health, route(`provider-${round}`), 'auth');
      await written(clock);
    }
    assert.equal(health.view(route('provider-0')).state, 'down');
    assert.equal(log.warnings.length, 2);
  });

  it('waits for no store that never answers', () => {
    const hanging = {
      load: () => new Promise<undefined>(() => undefined),
      save: () => new Promise<void>(() => undefined),
      onDidChange: sharedText().window().onDidChange,
    };
    const { health } = healthFixture({ clock: handClock(), store: hanging, log: silentLog });
    succeed(health, first);
    breakDown(health, first);
    assert.equal(health.view(first).state, 'down');
  });
});
