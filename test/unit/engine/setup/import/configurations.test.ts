import assert from 'node:assert/strict';
import { importPlan } from '../../../../../src/engine/setup/import/plan/importPlan';
import { importReport } from '../../../../../src/engine/setup/import/plan/importReport';
import { readProviders } from '../../../../../src/engine/config/settings/providerSettings';
import { aiderCases } from './cases/aiderCases';
import { clineCases } from './cases/clineCases';
import { continueCases } from './cases/continueCases';
import { copilotCases } from './cases/copilotCases';
import { opencodeCases } from './cases/opencodeCases';
import { sourceOf, valueOf } from './sourceFixtures';

const cases = [...continueCases, ...clineCases, ...opencodeCases, ...aiderCases, ...copilotCases];

/** The paths of all values, as `models[0].apiKey`. */
function leaves(value: unknown, path = ''): readonly string[] {
  if (typeof value !== 'object' || value === null) return [path];
  const children = Array.isArray(value)
    ? (value as readonly unknown[]).map((each, index) => [`${path}[${index}]`, each] as const)
    : Object.entries(value).map(([name, each]) => [path === '' ? name : `${path}.${name}`, each] as const);
  return children.length === 0 ? [path] : children.flatMap(([name, each]) => leaves(each, name));
}

const covers = (field: string, leaf: string): boolean =>
  field === leaf || leaf.startsWith(`${field}.`) || leaf.startsWith(`${field}[`);

describe('a configuration of another tool', () => {
  it('is one of fifteen at least, each after the tool’s documentation', () => {
    assert.ok(cases.length >= 15, String(cases.length));
    for (const { files } of cases)
      for (const file of files)
        assert.match(sourceOf(file).text.split('\n').slice(0, 2).join('\n'), /https:\/\//, file);
  });

  for (const { files, read, value, entries, keys, notTaken } of cases) {
    describe(files.join(' and '), () => {
      it('becomes these providers, with these keys', async () => {
        const readings = await read(files.map(sourceOf));
        assert.deepEqual(
          readings.map(({ problem }) => problem),
          [undefined],
        );
        const accounts = readings.flatMap((reading) => reading.accounts);
        assert.deepEqual(
          accounts.map(({ entry }) => entry),
          entries,
        );
        assert.deepEqual(
          accounts.map(({ key }) => key?.reveal()),
          keys,
        );
        assert.deepEqual(readProviders(accounts.map(({ entry }) => entry)).problems, []);
      });

      it('is accounted for in every field', async () => {
        const readings = await read(files.map(sourceOf));
        const all = leaves(value(await Promise.all(files.map((file) => valueOf(sourceOf(file))))));
        const fields = readings.flatMap(({ taken, notTaken: left }) => [...taken, ...left].map(({ field }) => field));
        assert.deepEqual(
          all.filter((leaf) => !fields.some((field) => covers(field, leaf))),
          [],
        );
        assert.equal(new Set(fields).size, fields.length);
      });

      it('says why it does not take what it does not', async () => {
        const left = (await read(files.map(sourceOf))).flatMap((reading) => reading.notTaken);
        for (const [field, why] of Object.entries(notTaken)) {
          assert.match(left.find((each) => each.field === field)?.why ?? '', why, field);
        }
        for (const { why } of left) assert.match(why, /[.…]$/);
      });

      it('shows no key in what is shown or set', async () => {
        const readings = (await read(files.map(sourceOf))).map((reading) => ({ ...reading, isOwn: true }));
        const plan = await importPlan(readings, { existing: [], isStored: () => Promise.resolve(false) });
        const shown = importReport({ readings, plan, inPlace: [], unreadRules: [] });
        const all = `${shown}\n${JSON.stringify(plan)}\n${JSON.stringify(readings)}`;
        // All made-up keys have one word in common.
        assert.doesNotMatch(all, /F1xture|0123456789abcdef|hunter22/i);
      });
    });
  }
});
