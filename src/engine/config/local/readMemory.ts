import type { MemoryProfile } from './modelFit';

export interface MemoryDeps {
  readonly platform: NodeJS.Platform;
  readonly arch: string;
  /** Bytes; of a container's limit where there is one. */
  readonly totalBytes: number;
  readonly freeBytes: number;
  /** What a program printed; undefined where it is not there, fails or is late. */
  readonly run: (program: string, args: readonly string[]) => Promise<string | undefined>;
  readonly read: (path: string) => Promise<string | undefined>;
}

/** What this machine holds models in; takes as long as NVIDIA's own tool where there is one. Never throws. */
export async function readMemory(deps: MemoryDeps): Promise<MemoryProfile> {
  const { platform, arch, totalBytes, freeBytes } = deps;
  const main = { totalBytes, freeBytes: Math.min(freeBytes, totalBytes) };
  if (platform === 'darwin') return arch === 'arm64' ? { ...main, isUnified: true } : main;
  const graphics = (await nvidia(deps)) ?? (platform === 'linux' ? await amd(deps) : undefined);
  return graphics ? { ...main, graphics } : main;
}

type Graphics = NonNullable<MemoryProfile['graphics']>;

const mib = 1_048_576;

async function nvidia({ run }: MemoryDeps): Promise<Graphics | undefined> {
  const query = ['--query-gpu=memory.total,memory.free', '--format=csv,noheader,nounits'];
  const printed = await run('nvidia-smi', query);
  const cards = [...(printed ?? '').matchAll(/^\s*(\d+)\s*,\s*(\d+)\s*$/gm)];
  return together(cards.map(([, total, free]) => [Number(total) * mib, Number(free) * mib]));
}

/** https://docs.kernel.org/gpu/amdgpu/driver-misc.html: bytes. */
async function amd({ read }: MemoryDeps): Promise<Graphics | undefined> {
  const cards = await Promise.all(
    [0, 1, 2, 3].map(async (card) => {
      const folder = `/sys/class/drm/card${card}/device`;
      const [total, used] = await Promise.all([
        read(`${folder}/mem_info_vram_total`),
        read(`${folder}/mem_info_vram_used`),
      ]);
      const [totalBytes, usedBytes] = [Number(total?.trim() || NaN), Number(used?.trim() || NaN)];
      // Graphics within a processor have a little memory of their own, which holds no model.
      return totalBytes >= 2_048 * mib && usedBytes <= totalBytes
        ? [[totalBytes, totalBytes - usedBytes] as const]
        : [];
    }),
  );
  return together(cards.flat());
}

/** Ollama spreads a model over all cards. */
function together(cards: readonly (readonly [totalBytes: number, freeBytes: number])[]): Graphics | undefined {
  if (cards.length === 0) return undefined;
  const [totalBytes, freeBytes] = [0, 1].map((index) => cards.reduce((sum, card) => sum + (card[index] ?? 0), 0));
  return { totalBytes: totalBytes ?? 0, freeBytes: freeBytes ?? 0 };
}
