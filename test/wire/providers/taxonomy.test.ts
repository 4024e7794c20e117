import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import type { Failure } from '../../../src/engine/model/failure/failure';
import type { StreamEvent } from '../../../src/engine/model/stream/stream';
import { collect, userSays } from './support/fixtures';
import { documentPath, failureTaxonomy } from './taxonomy/document';
import { groups } from './taxonomy/groups';
import { openRouter } from './taxonomy/routers';
import { answering, inMemory } from './support/inMemory';
import type { Group, Row } from './taxonomy/row';

/** Raw bytes in, through the real client; the last event out. */
async function verdictOn(group: Group, row: Row): Promise<StreamEvent | undefined> {
  const provider = inMemory(group, answering(row));
  return (await collect(provider.chat(group.model, userSays('hi'), { signal: new AbortController().signal }))).at(-1);
}

for (const group of groups) {
  describe(`the taxonomy: ${group.title}`, () => {
    for (const row of group.rows) {
      it(`${row.signal} is ${row.verdict}`, async () => {
        const last = await verdictOn(group, row);
        if (row.verdict === 'stop' || row.verdict === 'length') {
          assert.deepEqual(last, { type: 'done', reason: row.verdict });
          return;
        }
        assert.ok(last?.type === 'failed', JSON.stringify(last));
        const { kind, scope, retryAfterMs, repair }: Failure = last.failure;
        assert.equal(kind, row.verdict, last.failure.message);
        assert.deepEqual({ retryAfterMs, repair }, { retryAfterMs: row.retryAfterMs, repair: row.repair });
        if (row.scope !== undefined) assert.equal(scope, row.scope);
        if (row.contextWindowTokens !== undefined) {
          assert.equal(last.failure.contextWindowTokens, row.contextWindowTokens);
        }
      });
    }

    it('has each signal once', () => {
      const signals = group.rows.map(({ signal }) => signal);
      assert.deepEqual(signals, [...new Set(signals)]);
    });
  });
}

describe('an OpenAI account at the base URL of a gateway', () => {
  it('reads its refusals as those of a gateway', async () => {
    for (const row of openRouter.rows.filter(({ status }) => status >= 400)) {
      const last = await verdictOn({ ...openRouter, type: 'openai' }, row);
      assert.ok(last?.type === 'failed', row.signal);
      assert.equal(last.failure.kind, row.verdict, row.signal);
    }
  });
});

describe('the table of failures in the documentation', () => {
  it('says what the code does; `npx tsx test/wire/providers/taxonomy/write.ts` writes it anew', async () => {
    assert.equal(await readFile(documentPath, 'utf8'), await failureTaxonomy());
  });
});
