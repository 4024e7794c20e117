import assert from 'node:assert/strict';
import { day, hour, minute } from '../../../../../bench/simulation/units';
import { requestTimes, timesAround } from '../../../../../bench/availability/trial/workday';
import { drawWorld } from '../../../../../bench/availability/world/drawWorld';
import type { Remote } from '../../../../../bench/availability/world/remote';
import type { Incident } from '../../../../../bench/availability/world/world';
import { worlds } from '../../../../../bench/availability/world/worlds';

const start = Date.UTC(2026, 0, 1);
const years = 20;
const span = { from: start, to: start + years * 365 * day };
const world = drawWorld(worlds['2024'], 5, span, 0.1);
const world2026 = drawWorld(worlds['2026'], 5, span, 0.1);

function incidentsOf(remote: Remote, kind?: Incident['kind']): readonly Incident[] {
  const all = world2026.incidents[remote] ?? [];
  return kind === undefined ? all : all.filter((incident) => incident.kind === kind);
}

function incidents2024(remote: Remote): readonly Incident[] {
  return world.incidents[remote] ?? [];
}

function overlap(a: Incident, b: Incident): boolean {
  return a.from < b.to && b.from < a.to;
}

describe('the drawn world', () => {
  it('is the same for the same seed', () => {
    const short = { from: start, to: start + 60 * day };
    const of = (seed: number): unknown => drawWorld(worlds['2026'], seed, short, 0.1).incidents;
    assert.deepEqual(of(1), of(1));
    assert.notDeepEqual(of(1), of(2));
  });

  it('has as many incidents as the mean gap and the mean duration make', () => {
    const perYear = incidents2024('openai').length / years;
    const expected = 365 / (3.6 + Math.exp(4.32 + 1.17 ** 2 / 2) / 1_440) + 2.5 * 0.7;
    assert.ok(Math.abs(perYear / expected - 1) < 0.1, `${perYear} incidents a year instead of ${expected}`);
  });

  it('begins incidents mostly on weekdays and in the hours told', () => {
    const starts = incidents2024('openai').map(({ from }) => new Date(from));
    const share = (is: (date: Date) => boolean): number => starts.filter(is).length / starts.length;
    const weekend = share((date) => [0, 6].includes(date.getUTCDay()));
    assert.ok(Math.abs(weekend - 2 / 6 / (5 + 2 / 6)) < 0.02, String(weekend));
    assert.ok(Math.abs(share((date) => date.getUTCHours() >= 15) - 0.66) < 0.05);
  });

  it('tells the worst open incident, and nothing behind its end', () => {
    const [incident] = incidents2024('anthropic');
    assert.ok(incident);
    assert.ok((world.incidentAt('anthropic', incident.from)?.failing ?? 0) >= incident.failing);
    const last = Math.max(...incidents2024('anthropic').map(({ to }) => to));
    assert.notEqual(world.incidentAt('anthropic', last - 1), undefined);
    assert.equal(world.incidentAt('anthropic', last), undefined);
  });

  it('leaves the local server off on the share of days told', () => {
    const days = Array.from({ length: 4_000 }, (_, index) => start + index * day);
    const share = days.filter((at) => world.localIsOff(at)).length / days.length;
    assert.ok(Math.abs(share - 0.1) < 0.012, String(share));
  });
});

describe('the years of 2026', () => {
  it('have 150 to 200 incidents at each of the two, most of them short and some over hours', () => {
    for (const remote of ['anthropic', 'openai'] as const) {
      const incidents = incidentsOf(remote);
      const minutes = incidents.map(({ from, to }) => (to - from) / minute).sort((a, b) => a - b);
      const perYear = incidents.length / years;
      assert.ok(perYear > 150 && perYear < 205, String(perYear));
      assert.ok((minutes[Math.floor(minutes.length / 2)] ?? 0) < 30);
      assert.ok((minutes.at(-Math.floor(minutes.length / 100)) ?? 0) > 240);
    }
  });

  it('let the edge of both fail at once, with its pages, and that of no other', () => {
    const edges = incidentsOf('anthropic', 'edge');
    assert.ok(Math.abs(edges.length / years / (2.5 * 0.9) - 1) < 0.35, String(edges.length));
    const shared = edges.filter((one) =>
      incidentsOf('openai', 'edge').some(({ from, to }) => from === one.from && to === one.to),
    );
    assert.ok(Math.abs(shared.length / edges.length - 0.9) < 0.15);
    for (const remote of ['google', 'anthropic-at-aws'] as const) assert.deepEqual(incidentsOf(remote, 'edge'), []);
    assert.equal(incidentsOf('anthropic-second', 'edge').length, edges.length, 'the same endpoint');
  });

  it('let load spill over to another cloud only while the one it comes from fails, and soon after it began to', () => {
    const spilled = incidentsOf('openai', 'overflow');
    assert.ok(spilled.length > years * 3, String(spilled.length));
    for (const one of spilled) {
      const cause = incidentsOf('anthropic').find(
        (other) =>
          other.failing >= 0.5 &&
          one.from >= other.from + 2 * minute &&
          one.from <= other.from + 15 * minute &&
          overlap(one, other),
      );
      assert.ok(cause, 'nothing was wrong where it came from');
      assert.ok(one.failing <= 0.3 && one.slowdown !== undefined);
    }
  });

  it('retire a model on a workday, and have it replaced when the incident is over', () => {
    const retired = incidentsOf('anthropic', 'retired');
    assert.ok(Math.abs(retired.length / (years * 0.5) - 1) < 0.7, String(retired.length));
    const [first] = [...retired].sort((a, b) => a.to - b.to);
    assert.ok(first);
    for (const { from } of retired) {
      const date = new Date(from);
      assert.ok(date.getUTCDay() >= 1 && date.getUTCDay() <= 5 && date.getUTCHours() === 17);
    }
    assert.equal(world2026.modelsReplaced('anthropic', first.to - 1), 0);
    assert.equal(world2026.modelsReplaced('anthropic', first.to), 1);
    const atAws = incidentsOf('anthropic-at-aws', 'retired');
    assert.ok(!atAws.some(({ from }) => retired.some((one) => one.from === from)), 'partners set their own dates');
  });

  it('share some faults of a model with the same model at another host, and none of the endpoint', () => {
    const own = incidentsOf('anthropic');
    const shared = own.filter((one) => incidentsOf('anthropic-at-aws').includes(one));
    const ofModel = own.filter(({ scope, kind }) => scope === 'model' && kind !== 'overflow' && kind !== 'retired');
    assert.deepEqual([...new Set(shared.map(({ scope }) => scope))], ['model']);
    assert.ok(Math.abs(shared.length / ofModel.length - 0.15) < 0.04);
  });

  it('share all faults of the endpoint with the vendor’s other model, and half of those of the model', () => {
    const other = new Set(incidentsOf('anthropic-second'));
    const own = incidentsOf('anthropic').filter(({ kind }) => kind !== 'overflow' && kind !== 'retired');
    assert.ok(own.filter(({ scope }) => scope === 'endpoint').every((one) => other.has(one)));
    const ofModel = own.filter(({ scope }) => scope === 'model');
    assert.ok(Math.abs(ofModel.filter((one) => other.has(one)).length / ofModel.length - 0.5) < 0.06);
  });
});

describe('a user who works through every incident', () => {
  it('asks before, in and after each, and at no other time', () => {
    const incident = { from: start + day, to: start + day + hour };
    const long = { from: start + 3 * day, to: start + 4 * day };
    const times = timesAround(1, [long, incident]);
    const near = times.filter((at) => at < start + 2 * day);
    assert.ok((near[0] ?? 0) >= incident.from - 10 * minute && (near.at(-1) ?? 0) < incident.to + 20 * minute);
    assert.ok(Math.abs(near.length / (90 / 0.75) - 1) < 0.3, String(near.length));
    const rest = times.slice(near.length);
    assert.ok((rest[0] ?? 0) >= long.to - 3 * hour);
  });
});

describe('the working year', () => {
  it('asks in order, on working days, in the hours of New York', () => {
    const times = requestTimes(1, { from: start, to: start + 28 * day });
    assert.deepEqual(
      times,
      [...times].sort((a, b) => a - b),
    );
    const local = times.map((at) => new Date(at - 5 * hour));
    const early = local.filter((date) => date.getUTCHours() < 9 && date.getUTCHours() > 2).length;
    assert.equal(early, 0);
    const weekend = local.filter((date) => [0, 6].includes(date.getUTCDay())).length;
    assert.ok(weekend / times.length < 0.05);
    // 20 weekdays of six bursts of twenty.
    assert.ok(Math.abs(times.length / 2_400 - 1) < 0.2, String(times.length));
  });
});
