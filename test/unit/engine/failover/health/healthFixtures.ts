import assert from 'node:assert/strict';
import type { Health, Permit } from '../../../../../src/engine/failover/health/health';
import type { Lane } from '../../../../../src/engine/failover/api/routeHealth';
import { createHealth, type HealthDeps } from '../../../../../src/engine/failover/health/healthRegistry';
import type { FailureKind } from '../../../../../src/engine/model/failure/failure';
import { type Log, silentLog } from '../../../../../src/engine/model/log';
import type { Route } from '../../../../../src/engine/model/route/route';
import { failure } from '../fixtures';
import { type HandClock, handClock } from '../handClock';

export interface HealthFixture {
  readonly health: Health;
  readonly clock: HandClock;
  /** Routes emitted by `onDidChange`, by id, in order. */
  readonly changes: (string | undefined)[];
}

/** Health in virtual time; with the middle of every jitter, so that waits are what the rules say. */
export function healthFixture(deps: Partial<HealthDeps> & { clock?: HandClock } = {}): HealthFixture {
  const clock = deps.clock ?? handClock();
  const health = createHealth({ random: () => 0.5, log: silentLog, ...deps, clock });
  const changes: (string | undefined)[] = [];
  health.onDidChange((route) => changes.push(route?.id));
  return { health, clock, changes };
}

export function admitted(permit: Permit | undefined): Permit {
  assert.ok(permit, 'the route should be askable');
  return permit;
}

export function fail(
  health: Health,
  route: Route,
  kind: FailureKind,
  more: { task?: Lane; retryAfterMs?: number; scope?: 'endpoint' | 'model' | 'credential' } = {},
): void {
  const { task = 'chat', scope = 'endpoint', retryAfterMs } = more;
  admitted(health.admit(route, task)).failed(failure(kind, scope, { retryAfterMs }));
}

export function succeed(health: Health, route: Route, task: Lane = 'chat'): void {
  const permit = admitted(health.admit(route, task));
  permit.firstContent(100);
  permit.succeeded();
}

/** Lets the waiting of a route that is down pass. */
export function waitUntilAskable({ health, clock }: HealthFixture, route: Route, task: Lane = 'chat'): void {
  const { until } = health.view(route, task);
  assert.ok(until !== undefined, 'the route should come back by itself');
  clock.advance(until - clock.now());
}

/** Three failures at once, as of requests that were under way together. */
export function breakDown(health: Health, route: Route, kind: FailureKind = 'server'): void {
  const permits = [1, 2, 3].map(() => admitted(health.admit(route, 'chat')));
  for (const permit of permits) permit.failed(failure(kind, 'endpoint'));
}

/** Lets everything that waits for a promise go on. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 30; turn += 1) await Promise.resolve();
}

export interface RecordedLog extends Log {
  readonly warnings: string[];
  readonly errors: string[];
}

export function recordedLog(): RecordedLog {
  const warnings: string[] = [];
  const errors: string[] = [];
  return { ...silentLog, warnings, errors, warn: (line) => warnings.push(line), error: (line) => errors.push(line) };
}
