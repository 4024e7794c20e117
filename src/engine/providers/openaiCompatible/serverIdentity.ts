import type { Failure } from '../../model/failure/failure';
import type { CallOptions } from '../../model/provider/provider';
import { contextWindowInProps } from '../catalogue/contextWindows';
import type { Account } from '../http/account';

/** Servers that say what they are on a path of their own; all others are the same to us. */
export type ServerKind = 'llama.cpp' | 'vllm' | 'other';

export type Identity =
  /** `contextWindow`: tokens, `images`: whether the model sees them, where the server says it. */
  | { readonly ok: true; readonly kind: ServerKind; readonly contextWindow?: number; readonly images?: boolean }
  /** The server could not be asked; it may be down only now. */
  | { readonly ok: false; readonly failure: Failure };

/** Asks a server what it is, by two requests at once that cost no tokens. Never throws. */
export async function identify(account: Account, call: CallOptions): Promise<Identity> {
  const root = account.baseUrl.replace(/\/v\d+$/, '');
  const [props, version] = await Promise.all([
    askFor(account, `${root}/props`, call),
    askFor(account, `${root}/version`, call),
  ]);
  if (!props.ok) return props;
  // https://github.com/ggml-org/llama.cpp/tree/master/tools/server: GET /props.
  if (props.text.includes('"default_generation_settings"')) {
    const images = /"vision"\s*:\s*(true|false)/.exec(props.text)?.[1];
    return {
      ok: true,
      kind: 'llama.cpp',
      contextWindow: contextWindowInProps(props.text),
      ...(images === undefined ? {} : { images: images === 'true' }),
    };
  }
  if (!version.ok) return version;
  // https://docs.vllm.ai: GET /version answers {"version":"…"} and nothing else.
  return { ok: true, kind: /^\s*\{\s*"version"\s*:\s*"[^"]*"\s*\}\s*$/.test(version.text) ? 'vllm' : 'other' };
}

type Text = { readonly ok: true; readonly text: string } | Extract<Identity, { ok: false }>;

/** Empty where the server has no such path. */
async function askFor(account: Account, url: string, call: CallOptions): Promise<Text> {
  const answer = await account.ask('', call, async ({ fetch }) => (await fetch(url)).text());
  if (answer.ok) return { ok: true, text: answer.value };
  const { kind, status } = answer.failure;
  const isAbsent = kind === 'not-protocol' || status === 400 || status === 404 || status === 405 || status === 501;
  return isAbsent ? { ok: true, text: '' } : answer;
}
