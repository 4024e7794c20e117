import { CompletionEngine } from '../../src/engine/completion/engine/completionEngine';
import {
  type CursorContext,
  prefixBudgetChars,
  suffixBudgetChars,
} from '../../src/engine/completion/api/cursorContext';
import type { CompletionQuery } from '../../src/engine/completion/api/completionQuery';
import { BlockTrimmer } from '../../src/engine/completion/postprocess/blockTrimmer';
import { noCompletionContext } from '../../src/engine/completion/api/completionContext';
import { noSyntax, type Syntax } from '../../src/engine/completion/syntax/syntax';
import { createEngine } from '../../src/engine/failover/createEngine';
import { defaultPolicy } from '../../src/engine/failover/api/policy';
import type { Clock } from '../../src/engine/model/async/clock';
import { silentLog as log } from '../../src/engine/model/log';
import type { Provider } from '../../src/engine/model/provider/provider';
import { routesOf } from '../../src/engine/providers/registry/routes';
import { maySend } from '../../src/engine/privacy/maySend';
import type { Allowed } from '../../src/engine/privacy/release';

const clearance = maySend({ path: 'a.ts', place: 'workspace' }, 'itself') as Allowed;

export interface SubjectDeps {
  readonly clock: Clock;
  /** The one model that is asked, through its fill-in-the-middle. */
  readonly provider: Provider;
  /** Where it stands as far as the engine knows: on this machine or somewhere else. */
  readonly baseUrl: 'http://127.0.0.1' | 'https://bench.example';
  readonly syntax?: Syntax;
}

/** What the benches measure: the completion engine on the engine for failover, put together as the extension does. */
export function createSubject({ clock, provider, baseUrl, syntax = noSyntax }: SubjectDeps): CompletionEngine {
  const { manager } = createEngine({
    clock,
    random: () => 0.5,
    log,
    consent: { decided: () => true, ask: () => Promise.resolve(true) },
    policy: () => defaultPolicy,
  });
  const config = { id: provider.id, type: 'openai-compatible', model: 'bench', label: 'Bench', headers: {} } as const;
  manager.setChain([{ provider, label: config.label, ...routesOf({ ...config, baseUrl, enabled: true }) }]);
  return new CompletionEngine({
    complete: (task, options) => manager.complete(task, options),
    nextRoute: () => {
      const route = manager.completionRoute();
      return route && { route, ...manager.completionPace(route) };
    },
    prepare: () => Promise.resolve(),
    trimmer: new BlockTrimmer(syntax),
    clock,
    log,
  });
}

/** What the extension asks by default at a cursor. */
export function queryAt(document: string, { prefix, suffix, path, languageId }: CursorContext): CompletionQuery {
  const line = prefix.lastIndexOf('\n') + 1;
  const from = Math.max(0, line - prefixBudgetChars);
  // It reads whole lines above the cursor's.
  const above = from === 0 ? 0 : Math.min(line, prefix.indexOf('\n', from - 1) + 1);
  const cursor = { prefix: prefix.slice(above), suffix: suffix.slice(0, suffixBudgetChars), path, languageId };
  const retrieveContext = (): Promise<typeof noCompletionContext> => Promise.resolve(noCompletionContext);
  const usual = { multiline: 'auto', prefetch: 'afterAccept', race: false, retrieveContext } as const;
  return { document, cursor, clearance, explicit: false, ...usual };
}
