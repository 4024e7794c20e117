import * as l10n from '@vscode/l10n';
import type { Configuration } from '../../../engine/config';
import type { ProviderManager, ProviderTest } from '../../../engine/failover';
import type { LinkTest, SetupFacts } from '../../../engine/setup';
import { testInWords } from '../../status/testWords';

interface ChainTestDeps {
  readonly configuration: Pick<Configuration, 'prepare'>;
  readonly manager: Pick<ProviderManager, 'test' | 'resetHealth'>;
  readonly onChange: () => void;
}

/** A link to test: its id, and its entry as it is now. */
export interface TestedLink {
  readonly id: string;
  readonly entry: unknown;
}

/** Milliseconds that a host has to say how it fills in the middle. */
const fimTimeoutMs = 5_000;

/** Tests links of the chain, one test at a time, and keeps how each ended. */
export class ChainTest {
  private readonly kept = new Map<string, LinkTest>();
  private running: { readonly controller: AbortController; readonly all: number; ended: number } | undefined;

  constructor(private readonly deps: ChainTestDeps) {}

  get results(): ReadonlyMap<string, LinkTest> {
    return this.kept;
  }

  get progress(): SetupFacts['testing'] {
    return this.running && { ended: this.running.ended, all: this.running.all };
  }

  /** False where it was cancelled, or another one runs. */
  async run(links: readonly TestedLink[]): Promise<boolean> {
    if (this.running || links.length === 0) return false;
    const controller = new AbortController();
    const before = new Map(this.kept);
    this.running = { controller, all: links.length, ended: 0 };
    for (const { id, entry } of links) this.kept.set(id, { state: 'running', text: l10n.t('is asked…'), entry });
    this.deps.onChange();
    try {
      await this.ask(links, controller.signal);
      return !controller.signal.aborted;
    } finally {
      this.running = undefined;
      // What a cancelled test did not reach is as it was.
      for (const { id } of links) {
        if (this.kept.get(id)?.state !== 'running') continue;
        const earlier = before.get(id);
        if (earlier) this.kept.set(id, earlier);
        else this.kept.delete(id);
      }
    }
  }

  cancel(): void {
    this.running?.controller.abort();
  }

  /** Its key is another now. */
  forget(id: string): void {
    if (this.kept.get(id)?.state !== 'running') this.kept.delete(id);
  }

  private async ask(links: readonly TestedLink[], signal: AbortSignal): Promise<void> {
    const { configuration, manager, onChange } = this.deps;
    const entries = new Map(links.map(({ id, entry }) => [id, entry]));
    const only = links.length === 1 ? links[0]?.id : undefined;
    const more: Promise<void>[] = [];
    await configuration.prepare(signal);
    for await (const result of manager.test(signal, only)) {
      if (signal.aborted) return;
      const { id } = result.link.provider;
      if (!entries.has(id)) continue;
      const test: LinkTest = {
        state: result.ok ? 'ok' : 'failed',
        text: testInWords(result),
        entry: entries.get(id),
      };
      this.kept.set(id, test);
      if (this.running) this.running.ended += 1;
      if (result.ok) {
        // What answers now is not kept waiting for an old failure.
        manager.resetHealth(id);
        more.push(this.askFim(result, test, signal));
      }
      onChange();
    }
    await Promise.all(more);
  }

  /** How it fills in the middle is no part of the test: it stays unknown where the host does not say it. */
  private async askFim({ link }: ProviderTest, test: LinkTest, signal: AbortSignal): Promise<void> {
    const soon = AbortSignal.any([signal, AbortSignal.timeout(fimTimeoutMs)]);
    const fim = await link.provider.fimSupport(link.completion.model, { signal: soon });
    if (typeof fim === 'string' && this.kept.get(link.provider.id) === test)
      this.kept.set(link.provider.id, { ...test, fim });
  }
}
