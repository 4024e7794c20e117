import * as l10n from '@vscode/l10n';
import type { ProviderTest } from '../../engine/failover';
import { capitalised, failureClause, type Failure } from '../../engine/model';
import type { Run } from '../runContext';
import { named } from '../ask/answer';
import { failureCategory, together } from '../output/chainEnding';
import { type Ending, ending } from '../output/exitCodes';

/** `everpair test`: asks each provider for its models. */
export async function testCommand({ reporter, signal, openSession }: Run): Promise<Ending> {
  const session = await openSession();
  await session.prepare(signal);
  const tests: ProviderTest[] = [];
  for await (const test of session.manager.test(signal)) {
    tests.push(test);
    reporter.event(testEvent(test));
    reporter.text(`${testText(test)}\n`);
  }
  return endingOf(tests);
}

function testEvent(test: ProviderTest): { type: string } & Record<string, unknown> {
  const route = { type: 'test', ...named(test.link.chat), ok: test.ok };
  if (test.ok) return { ...route, ms: Math.round(test.ms), models: test.models };
  return 'off' in test
    ? { ...route, off: test.off }
    : { ...route, failure: test.failure.kind, message: test.failure.message };
}

function testText(test: ProviderTest): string {
  const { label } = test.link;
  if (test.ok) return l10n.t('{0}: answers in {1} ms, {2} models', label, Math.round(test.ms), test.models);
  if ('off' in test) return l10n.t('{0}: not asked, since {1}', label, test.off);
  return l10n.t('{0}: {1}.', label, capitalised(failureClause(test.link.chat, test.failure)));
}

function endingOf(tests: readonly ProviderTest[]): Ending {
  const failures: readonly Failure[] = tests.flatMap((test) => ('failure' in test ? [test.failure] : []));
  const answered = tests.filter(({ ok }) => ok).length;
  if (answered === tests.length && answered > 0) return ending('answered');
  if (answered > 0) return ending('fallback', l10n.t('{0} of {1} providers answer.', answered, tests.length));
  return ending(together(failures.map(failureCategory)), l10n.t('No provider answers.'));
}
