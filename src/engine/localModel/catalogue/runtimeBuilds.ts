import type { RuntimeBuild } from './artifact';

/** Release 0.4.1 of llama.cpp is this build (https://github.com/ggml-org/llama.cpp/releases/tag/b10964). */
const build = 'b10964';

/**
 * The archives of that release for processors, and for Apple's with its graphics. Sizes and SHA-256 are those that the
 * release publishes with each file, as several projects that pin the same files have them, read on 30 November 2026. A
 * file that is another is refused.
 */
const builds: Readonly<Record<string, RuntimeBuild>> = {
  'linux-x64': archive(
    'ubuntu-x64.tar.gz',
    16_825_086,
    '9abf88aea48a55d0f80edb1ee20220b186848cca0b4e919d71518cfd7ca67443',
  ),
  'linux-arm64': archive(
    'ubuntu-arm64.tar.gz',
    13_451_337,
    '5f0e9c95d970892e43380f82ebcab960edfd20a1cd0f7abffa13b29fdb924949',
  ),
  'darwin-arm64': archive(
    'macos-arm64.tar.gz',
    11_149_739,
    '033c845c1df9bf945ff37bb193238b40910b2244be3e1e637b2ceb5878f1a6f5',
  ),
  'darwin-x64': archive(
    'macos-x64.tar.gz',
    11_199_948,
    '03430a394d0a169a5e6d8f01c09f48cf58eb026af6fc95940a4a528e2e50cf38',
  ),
  'win32-x64': archive(
    'win-cpu-x64.zip',
    18_427_629,
    '917f39c076402c421224824607397af20f53625a60defc20e8dd22446bf4c5d7',
  ),
  'win32-arm64': archive(
    'win-cpu-arm64.zip',
    11_996_956,
    '4b6a004b076eea47c318bea35cf1db2ff2bf037738b04645646ae8d7c3159478',
  ),
};

function archive(name: string, bytes: number, sha256: string): RuntimeBuild {
  const file = `llama-${build}-bin-${name}`;
  const url = `https://github.com/ggml-org/llama.cpp/releases/download/${build}/${file}`;
  return { url, file, bytes, sha256, licence: 'MIT', version: build };
}

/** Undefined where llama.cpp publishes nothing for the platform, an operating system and a processor as Node names them. */
export function runtimeBuildFor(platform: string): RuntimeBuild | undefined {
  return builds[platform];
}

/** This machine, as the tables name it. A Linux without glibc cannot run what is there for Linux. */
export function thisPlatform(): string {
  const isMusl = process.platform === 'linux' && glibcVersion() === undefined;
  return `${process.platform}${isMusl ? '-musl' : ''}-${process.arch}`;
}

function glibcVersion(): unknown {
  const { header } = process.report.getReport() as { readonly header?: Readonly<Record<string, unknown>> };
  return header?.['glibcVersionRuntime'];
}
