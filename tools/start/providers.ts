import { startLab } from '../lab/lab';
import { protocols } from '../lab/protocols';

/** What Everpair is to talk to while it is tried. */
export interface ProvidersInReach {
  readonly settings: Readonly<Record<string, unknown>>;
  readonly env: Readonly<Record<string, string>>;
  /** Lines for the person who started it. */
  readonly told: readonly string[];
  close(): Promise<void>;
}

/** The machine's own providers where there are any (Everpair finds them itself), else the outage lab. */
export async function providersInReach(options: { lab: boolean }): Promise<ProvidersInReach> {
  const own = options.lab ? undefined : await ownProvider();
  if (own !== undefined) {
    return { settings: {}, env: {}, told: [`Everpair will use ${own}.`], close: () => Promise.resolve() };
  }
  const lab = await startLab({ chain: protocols });
  return {
    settings: { 'everpair.providers': lab.providers },
    env: lab.env,
    told: [
      `Outage lab:  ${lab.page}`,
      '',
      'Try this:',
      '  1. Open greet.js, start a line below the last function, and take the grey text with Tab.',
      '  2. Run "Everpair: Open Chat" from the command palette (F1) and ask something.',
      '  3. Break the first provider on the lab page, ask again, and watch the next one answer.',
    ],
    close: () => lab.close(),
  };
}

async function ownProvider(): Promise<string | undefined> {
  const named = ['ANTHROPIC_API_KEY', 'OPENAI_API_KEY'].find((name) => process.env[name]);
  if (named !== undefined) return `the provider of ${named}`;
  try {
    const response = await fetch('http://127.0.0.1:11434/api/version', { signal: AbortSignal.timeout(500) });
    return response.ok ? 'the Ollama of this machine' : undefined;
  } catch {
    return undefined;
  }
}
