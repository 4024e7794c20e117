import assert from 'node:assert/strict';
import { readProviders } from '../../../../../src/engine/config/settings/providerSettings';
import { failureClause } from '../../../../../src/engine/model/failure/failureText';
import type { Route } from '../../../../../src/engine/model/route/route';
import { modelRow } from '../../../../../src/engine/providers/catalogue/models';
import { retirementOf, retirements } from '../../../../../src/engine/providers/catalogue/retirements';
import { presetOf } from '../../../../../src/engine/providers/catalogue/presets/presets';
import { descriptors } from '../../../../../src/engine/providers/registry/descriptors';
import { routesOf } from '../../../../../src/engine/providers/registry/routes';

function routeOf(entry: Record<string, unknown>): Route {
  const { configs, problems } = readProviders([{ id: 'a', ...entry }]);
  assert.deepEqual(problems, []);
  return routesOf(configs[0]!).chat;
}

describe('the table of retired models', () => {
  it('has each model of a vendor once, dated, with a successor that is served', () => {
    for (const { id, source, rows } of retirements) {
      assert.ok(presetOf(id) ?? descriptors.find(({ type }) => type === id), id);
      assert.match(source.url, /^https:/);
      assert.match(source.on, /^20\d\d-\d\d-\d\d$/);
      const models = rows.flatMap((row) => row.models);
      assert.deepEqual(models, [...new Set(models)]);
      for (const { on, successor } of rows) {
        assert.match(on, /^20\d\d-\d\d-\d\d$/);
        assert.ok(on <= '2026-11-30', on);
        assert.ok(!models.includes(successor), successor);
        assert.ok(modelRow(successor), `nothing is known of ${successor}`);
      }
    }
  });

  it('holds for no preset’s own models', () => {
    for (const { id } of retirements) {
      const { chat, completion } = presetOf(id)?.models ?? {};
      for (const model of [chat, completion]) {
        if (model !== undefined)
          assert.equal(retirementOf({ type: 'openai-compatible', preset: id }, model), undefined);
      }
    }
  });

  it('holds at the vendor’s own host alone, by preset or by address', () => {
    const expected = { on: '2026-08-16', successor: 'openai/gpt-oss-120b' };
    const model = 'llama-3.3-70b-versatile';
    const compatible = { type: 'openai-compatible', model };
    assert.deepEqual(routeOf({ ...compatible, preset: 'groq' }).retirement, expected);
    assert.deepEqual(routeOf({ ...compatible, baseUrl: 'https://api.groq.com/openai/v1' }).retirement, expected);
    assert.equal(routeOf({ ...compatible, baseUrl: 'https://llm.example.com/v1' }).retirement, undefined);
    const claude = { type: 'anthropic', model: 'claude-sonnet-4-20250514' };
    assert.equal(routeOf(claude).retirement?.successor, 'claude-sonnet-4-6');
    assert.equal(routeOf({ ...claude, baseUrl: 'https://gateway.example.com' }).retirement, undefined);
  });

  it('is told where the host does not have the model, and of no other failure', () => {
    const route = routeOf({ type: 'openai-compatible', preset: 'groq', model: 'llama-3.1-8b-instant' });
    assert.equal(
      failureClause(route, { kind: 'model-missing', status: 404 }),
      'Groq retired the model llama-3.1-8b-instant on 2026-08-16, in favour of openai/gpt-oss-20b (404)',
    );
    assert.equal(failureClause(route, { kind: 'overloaded', status: 503 }), 'Groq is overloaded (503)');
  });
});
