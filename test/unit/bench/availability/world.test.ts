import assert from 'node:assert/strict';
import { day, hour } from '../../../../bench/availability/units';
import { requestTimes } from '../../../../bench/availability/workday';
import { drawWorld } from '../../../../bench/availability/world';

const start = Date.UTC(2026, 0, 1);
const years = 20;
const world = drawWorld(5, { from: start, to: start + years * 365 * day }, 0.1);

describe('the drawn world', () => {
  it('is the same for the same seed', () => {
    const span = { from: start, to: start + 60 * day };
    assert.deepEqual(drawWorld(1, span, 0.1).incidents, drawWorld(1, span, 0.1).incidents);
    assert.notDeepEqual(drawWorld(1, span, 0.1).incidents, drawWorld(2, span, 0.1).incidents);
  });

  it('has as many incidents as the mean gap and the mean duration make', () => {
    const perYear = world.incidents.openai.length / years;
    const expected = 365 / (3.6 + Math.exp(4.32 + 1.17 ** 2 / 2) / 1_440) + 2.5 * 0.7;
    assert.ok(Math.abs(perYear / expected - 1) < 0.1, `${perYear} incidents a year instead of ${expected}`);
  });

  it('begins incidents mostly on weekdays and in the hours told', () => {
    const starts = world.incidents.openai.map(({ from }) => new Date(from));
    const share = (is: (date: Date) => boolean): number => starts.filter(is).length / starts.length;
    const weekend = share((date) => [0, 6].includes(date.getUTCDay()));
    assert.ok(Math.abs(weekend - 2 / 6 / (5 + 2 / 6)) < 0.02, String(weekend));
    assert.ok(Math.abs(share((date) => date.getUTCHours() >= 15) - 0.66) < 0.05);
  });

  it('tells the worst open incident, and nothing behind its end', () => {
    const [incident] = world.incidents.anthropic;
    assert.ok(incident);
    assert.ok((world.incidentAt('anthropic', incident.from)?.failing ?? 0) >= incident.failing);
    const last = Math.max(...world.incidents.anthropic.map(({ to }) => to));
    assert.notEqual(world.incidentAt('anthropic', last - 1), undefined);
    assert.equal(world.incidentAt('anthropic', last), undefined);
  });

  it('leaves the local server off on the share of days told', () => {
    const days = Array.from({ length: 4_000 }, (_, index) => start + index * day);
    const share = days.filter((at) => world.localIsOff(at)).length / days.length;
    assert.ok(Math.abs(share - 0.1) < 0.012, String(share));
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
