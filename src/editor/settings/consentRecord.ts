import type { Consent } from '../../failover/providerManager';
import type { Route } from '../../model/route';

/** Where answers outlive the window; VS Code's `Memento` fits. */
export interface ConsentMemory {
  get(key: string): unknown;
  update(key: string, value: unknown): Thenable<void>;
}

/** Shown before code goes to a vendor for the first time. */
export type AskForConsent = (route: Route) => Promise<'allow' | 'never' | undefined>;

const memoryKey = 'everpair.consent';

/** What the user has said about sending code to each vendor. */
export class ConsentRecord implements Consent {
  /** Vendors the user chose by configuring them; no question is needed. */
  private chosen: ReadonlySet<string> = new Set();
  private readonly questions = new Map<string, Promise<boolean>>();
  /** Said "not now" in this window. */
  private readonly postponed = new Set<string>();

  constructor(
    private readonly memory: ConsentMemory,
    private readonly askUser: AskForConsent,
    private readonly onDecided: () => void,
  ) {}

  setChosen(routes: readonly Route[]): void {
    this.chosen = new Set(routes.map(keyOf));
  }

  decided(route: Route): boolean | undefined {
    const key = keyOf(route);
    if (route.trust === 'local' || this.chosen.has(key)) return true;
    const said = this.said()[key];
    return said ?? (this.postponed.has(key) ? false : undefined);
  }

  async ask(route: Route, signal: AbortSignal): Promise<boolean> {
    const key = keyOf(route);
    const question = this.questions.get(key) ?? this.question(route, key);
    this.questions.set(key, question);
    const aborted = new Promise<boolean>((resolve) =>
      signal.addEventListener('abort', () => resolve(false), { once: true }),
    );
    return signal.aborted ? false : Promise.race([question, aborted]);
  }

  /** Lets the user be asked again about what they refused or put off. */
  async forgetRefusals(): Promise<void> {
    this.postponed.clear();
    const allowed = Object.entries(this.said()).filter(([, value]) => value);
    await this.memory.update(memoryKey, Object.fromEntries(allowed));
    this.onDecided();
  }

  private async question(route: Route, key: string): Promise<boolean> {
    try {
      const answer = await this.askUser(route);
      if (answer === undefined) this.postponed.add(key);
      else await this.memory.update(memoryKey, { ...this.said(), [key]: answer === 'allow' });
      this.onDecided();
      return answer === 'allow';
    } finally {
      this.questions.delete(key);
    }
  }

  private said(): Readonly<Record<string, boolean | undefined>> {
    const value = this.memory.get(memoryKey);
    const said: Record<string, boolean> = {};
    for (const [key, answer] of Object.entries(value ?? {})) if (typeof answer === 'boolean') said[key] = answer;
    return said;
  }
}

/** A vendor at another address is another place to send code to. */
function keyOf(route: Route): string {
  return `${route.vendor} ${route.endpoint}`;
}
