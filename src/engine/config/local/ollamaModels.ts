/** A model of Ollama's library that writes code. */
export interface OllamaModel {
  /** With its tag, as `ollama pull` takes it. */
  readonly name: string;
  /** Bytes to load and to hold. */
  readonly weightsBytes: number;
  /** Bytes that each token of the window takes: 2 x layers x key-value heads x size of a head x 2 bytes. */
  readonly cacheBytesPerToken: number;
  /** Tokens it was trained for. */
  readonly windowTokens: number;
  /** Fills in the middle, so that it completes while one types: Ollama's `insert` among its capabilities. */
  readonly fillsIn: boolean;
  /** Parts of the weights that each token needs, of one: a mixture of experts is fast for its size. */
  readonly activeShare: number;
}

function cache(layers: number, heads: number, headSize: number): number {
  return 2 * layers * heads * headSize * 2;
}

/**
 * Smallest first. What the numbers rest on, looked up on 1 December 2026 in stored copies of public pages:
 * - Sizes: those in answers of Ollama's `/api/tags` that people have published. For 0.5b only that of Qwen2.5 in the same
 *   shape and bits was found; `ollama list` shows the same for the coder, in whole megabytes.
 * - Qwen2.5-Coder: layers, key-value heads, and hidden size over heads by table 1 of its technical report
 *   (https://arxiv.org/abs/2409.12186). 32,768 tokens are those without a stretched position encoding.
 *
 * Qwen2.5-Coder with three billion weights is left out: its licence is for research alone.
 */
export const ollamaModels: readonly OllamaModel[] = [
  {
    name: 'qwen2.5-coder:0.5b',
    weightsBytes: 397_821_319,
    cacheBytesPerToken: cache(24, 2, 64),
    windowTokens: 32_768,
    fillsIn: true,
    activeShare: 1,
  },
  {
    name: 'qwen2.5-coder:1.5b',
    weightsBytes: 986_062_089,
    cacheBytesPerToken: cache(28, 2, 128),
    windowTokens: 32_768,
    fillsIn: true,
    activeShare: 1,
  },
  {
    name: 'qwen2.5-coder:7b',
    weightsBytes: 4_683_087_332,
    cacheBytesPerToken: cache(28, 4, 128),
    windowTokens: 32_768,
    fillsIn: true,
    activeShare: 1,
  },
  {
    name: 'qwen2.5-coder:14b',
    weightsBytes: 8_988_124_069,
    cacheBytesPerToken: cache(48, 8, 128),
    windowTokens: 32_768,
    fillsIn: true,
    activeShare: 1,
  },
  {
    // The shape is that of Mistral Small 3.1, which it is trained from; the window is that of its card. No list of its
    // capabilities was found, so that it is not taken to fill in.
    name: 'devstral-small-2:24b',
    weightsBytes: 15_177_374_099,
    cacheBytesPerToken: cache(40, 8, 128),
    windowTokens: 262_144,
    fillsIn: false,
    activeShare: 1,
  },
  {
    // By its card (https://huggingface.co/Qwen/Qwen3-Coder-30B-A3B-Instruct), where 3.3 of 30.5 billion weights answer;
    // `/api/show` tells completion and tools, not insert.
    name: 'qwen3-coder:30b',
    weightsBytes: 18_560_000_000,
    cacheBytesPerToken: cache(48, 4, 128),
    windowTokens: 262_144,
    fillsIn: false,
    activeShare: 0.12,
  },
  {
    name: 'qwen2.5-coder:32b',
    weightsBytes: 19_851_349_898,
    cacheBytesPerToken: cache(64, 8, 128),
    windowTokens: 32_768,
    fillsIn: true,
    activeShare: 1,
  },
];
