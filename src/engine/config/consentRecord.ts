import type { Consent } from '../failover/api/providerManager';
import type { Route } from '../model/route/route';

/** Where answers outlive the window; VS Code's `Memento` fits. */
export interface ConsentMemory {
  get(key: string): unknown;
  update(key: string, value: unknown): PromiseLike<void>;
}

/** Shown before code goes to a vendor for the first time. */
export type ConsentPrompt = (route: Route) => Promise<'allow' | 'never' | undefined>;

/** Why code may or may not go to a vendor. */
export type ConsentReason =
  /** It is this machine. */
  | 'local'
  /** The user listed the provider in `everpair.providers`. */
  | 'listed'
  /** The user said so. */
  | 'allowed'
  | 'never'
  /** Not now, in this window. */
  | 'postponed'
  /** It was the first vendor of this user, used because they gave its key. */
  | 'first-vendor'
  | 'not-asked';

/** One vendor at one address, as it was answered for. */
export interface ConsentEntry {
  readonly key: string;
  readonly vendor: string;
  readonly endpoint: string;
  readonly reason: ConsentReason;
}

const memoryKey = 'everpair.consent';
const firstVendorKey = 'everpair.consent.firstVendor';

/** What the user has said about sending code to each vendor. */
export class ConsentRecord implements Consent {
  /** Vendors the user listed in the setting; no question is needed. */
  private listed: ReadonlySet<string> = new Set();
  private readonly questions = new Map<string, Promise<boolean>>();
  /** Said "not now" in this window. */
  private readonly postponed = new Set<string>();

  constructor(
    private readonly memory: ConsentMemory,
    private readonly askUser: ConsentPrompt,
    private readonly onDecided: () => void,
  ) {}

  /** Routes of the user's own setting. */
  setListed(routes: readonly Route[]): void {
    this.listed = new Set(routes.map(keyOf));
  }

  /**
   * The first vendor that the user gave a key for is used without a question, and remembered. Another vendor never
   * takes its place by itself. Once any vendor has a recorded answer, no consent is assumed any more.
   */
  noteFirstVendor(route: Route): void {
    if (route.trust === 'local' || this.firstVendor() !== undefined || Object.keys(this.said()).length > 0) return;
    void this.memory.update(firstVendorKey, keyOf(route));
  }

  decided(route: Route): boolean | undefined {
    const reason = this.reason(keyOf(route), route.trust === 'local');
    return reason === 'not-asked' ? undefined : reason !== 'never' && reason !== 'postponed';
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
    const said = Object.entries(this.said());
    const wasAnswered = said.length > 0 || this.postponed.size > 0;
    this.postponed.clear();
    // Who is to be asked again is not allowed without a word for being first.
    if (wasAnswered && this.firstVendor() === undefined) await this.memory.update(firstVendorKey, nobody);
    const allowed = said.filter(([, value]) => value);
    await this.memory.update(memoryKey, Object.fromEntries(allowed));
    this.onDecided();
  }

  /** The vendors of these routes and all that were ever answered for, without this machine. */
  entries(routes: readonly Route[]): readonly ConsentEntry[] {
    const keys = routes.filter(({ trust }) => trust !== 'local').map(keyOf);
    const first = this.firstVendor();
    const all = new Set([...keys, ...Object.keys(this.said()), ...(first ? [first] : [])]);
    return [...all].map((key) => {
      const at = key.lastIndexOf(' ');
      return { key, vendor: key.slice(0, at), endpoint: key.slice(at + 1), reason: this.reason(key, false) };
    });
  }

  /** Changes an answer, also one that was given; undefined: the user is to be asked again. */
  async decide(key: string, allowed: boolean | undefined): Promise<void> {
    this.postponed.delete(key);
    const others = Object.fromEntries(Object.entries(this.said()).filter(([each]) => each !== key));
    // The first vendor would stay allowed without a word where its answer is only forgotten, or become allowed.
    if ([key, undefined].includes(this.firstVendor())) await this.memory.update(firstVendorKey, nobody);
    await this.memory.update(memoryKey, allowed === undefined ? others : { ...others, [key]: allowed });
    this.onDecided();
  }

  private reason(key: string, isLocal: boolean): ConsentReason {
    if (isLocal) return 'local';
    if (this.listed.has(key)) return 'listed';
    const said = this.said()[key];
    if (said !== undefined) return said ? 'allowed' : 'never';
    if (this.postponed.has(key)) return 'postponed';
    return this.firstVendor() === key ? 'first-vendor' : 'not-asked';
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

  private firstVendor(): string | undefined {
    const value = this.memory.get(firstVendorKey);
    return typeof value === 'string' ? value : undefined;
  }

  private said(): Readonly<Record<string, boolean | undefined>> {
    const value = this.memory.get(memoryKey);
    const said: Record<string, boolean> = {};
    for (const [key, answer] of Object.entries(value ?? {})) if (typeof answer === 'boolean') said[key] = answer;
    return said;
  }
}

/** Stands for a first vendor that was taken back, so that no other becomes it. */
const nobody = '';

/** A vendor at another address is another place to send code to. */
function keyOf(route: Route): string {
  return `${route.vendor} ${route.endpoint}`;
}
