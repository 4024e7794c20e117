import type { ModelWeights } from './artifact';

/**
 * Coding models that fill in the middle, smallest first. Sizes, licences and SHA-256 are those on the pages of the files at
 * their publishers (https://huggingface.co/ggml-org, https://huggingface.co/Qwen), as several projects that pin the same
 * files have them, read on 30 November 2026. Qwen2.5-Coder with three billion weights is left out: its licence is for
 * research alone.
 */
export const codingModels: readonly ModelWeights[] = [
  forCompletions(
    'Qwen2.5-Coder 0.5B',
    'Qwen2.5-Coder-0.5B-Q8_0-GGUF',
    '5788aee90e725673490be18f553d234feaa8303d',
    531_068_128,
    'd0f8cd6c49bab52a0abdbe47948518b1f4d9b1a8a2a6825099cea31cea10ac56',
  ),
  forCompletions(
    'Qwen2.5-Coder 1.5B',
    'Qwen2.5-Coder-1.5B-Q8_0-GGUF',
    '8be1b8a895a84beea772817caaa71eba6b6e0d07',
    1_646_573_056,
    '29871c94d15727a6e243f79a37113d4ae625a6215b5e800bf41a23af2da32832',
  ),
  {
    name: 'Qwen2.5-Coder 7B Instruct',
    url: 'https://huggingface.co/Qwen/Qwen2.5-Coder-7B-Instruct-GGUF/resolve/main/qwen2.5-coder-7b-instruct-q4_k_m.gguf',
    file: 'qwen2.5-coder-7b-instruct-q4_k_m.gguf',
    bytes: 4_683_073_536,
    sha256: '509287f78cb4d4cf6b3843734733b914b2c158e43e22a7f4bf5e963800894d3c',
    licence: 'Apache-2.0',
    chats: true,
  },
  forCompletions(
    'Qwen2.5-Coder 7B',
    'Qwen2.5-Coder-7B-Q8_0-GGUF',
    'bca77e0a8c88fc224882bcc404170c3ef17efacc',
    8_098_525_600,
    '0ef48dc94a3c551a6736ac2601de38413dc9aa9318534b16e8baee08290a4aaf',
  ),
];

/** Eight bits for each weight, and no training for chats. */
function forCompletions(
  name: string,
  repository: string,
  revision: string,
  bytes: number,
  sha256: string,
): ModelWeights {
  const file = `${repository.toLowerCase().replace(/-gguf$/, '')}.gguf`;
  const url = `https://huggingface.co/ggml-org/${repository}/resolve/${revision}/${file}`;
  return { name, url, file, bytes, sha256, licence: 'Apache-2.0', chats: false };
}
