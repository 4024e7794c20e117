import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { run } from '../../../tools/vscode/childProcess';

const keyring = '/usr/share/keyrings/debian-archive-keyring.gpg';

/** Milliseconds for one command of apt. */
const aptPatience = 2 * 60_000;

/** Why Debian's packages cannot be had on this machine, one sentence; undefined when they may be. */
export function debianLacking(): string | undefined {
  if (process.platform !== 'linux' || process.arch !== 'x64') return 'This is not Linux on x64.';
  if (!/^ID=debian$/m.test(textOf('/etc/os-release'))) return 'This is not Debian.';
  if (!existsSync(keyring)) return 'The keyring of the Debian archive is not installed.';
  if (archive() === undefined) return 'The sources of apt name no Debian archive.';
  return undefined;
}

/** Those of unstable bring the C library that they need; those of this machine's release use the machine's. */
export type Release = 'unstable' | 'this';

/**
 * Unpacks packages of Debian and the libraries that they depend on into `root`, with lists and caches of its own in `work`:
 * nothing is installed, and root's rights are not needed. Apt checks the archive's signature. The libraries are looked up,
 * since their names change with their versions. Rejects with apt's words.
 */
export async function unpackPackages(
  names: readonly string[],
  release: Release,
  root: string,
  work: string,
): Promise<void> {
  const debs = path.join(work, 'debs');
  for (const folder of [
    root,
    debs,
    ...['lists/partial', 'cache/archives/partial'].map((part) => path.join(work, part)),
  ])
    mkdirSync(folder, { recursive: true });
  const sources = path.join(work, 'sources.list');
  writeFileSync(sources, `deb [signed-by=${keyring}] ${archive() ?? ''} ${suiteOf(release)} main\n`);
  const status = path.join(work, 'status');
  writeFileSync(status, '');
  const own = [
    // What is installed may come from an archive that is not in this list.
    `Dir::State::status=${status}`,
    ...[`Dir::Etc::sourcelist=${sources}`, 'Dir::Etc::sourceparts=/dev/null'],
    ...[`Dir::State::lists=${path.join(work, 'lists')}`, `Dir::Cache=${path.join(work, 'cache')}`],
    // Container images turn these off, and every query would read the whole list again.
    ...['Dir::Cache::pkgcache=pkgcache.bin', 'Dir::Cache::srcpkgcache=srcpkgcache.bin'],
    ...['Acquire::Languages=none', 'Acquire::http::Timeout=20', 'Acquire::https::Timeout=20'],
    // Its own user may not enter a home directory, where a repository usually is.
    'APT::Sandbox::User=root',
  ].flatMap((option) => ['-o', option]);
  const env = { ...process.env, LC_ALL: 'C' };
  const apt = (command: 'apt-get' | 'apt-cache', ...args: string[]): Promise<string> =>
    run(command, [...own, ...args], { cwd: debs, env, timeout: aptPatience });
  await apt('apt-get', 'update', '--error-on=any');
  const packages = await withLibraries(names, (wanted) => apt('apt-cache', 'depends', '--important', ...wanted));
  // The machine's own loader only takes the machine's own C library.
  const wanted = release === 'this' ? packages.filter((each) => each !== 'libc6') : packages;
  await apt('apt-get', 'download', ...wanted);
  for (const deb of readdirSync(debs)) await run('dpkg-deb', ['--extract', path.join(debs, deb), root]);
  rmSync(work, { recursive: true });
}

function suiteOf(release: Release): string {
  const own = /^VERSION_CODENAME=(\S+)$/m.exec(textOf('/etc/os-release'))?.[1];
  return release === 'this' ? (own ?? 'stable') : 'unstable';
}

async function withLibraries(
  names: readonly string[],
  dependsOf: (names: readonly string[]) => Promise<string>,
): Promise<readonly string[]> {
  const found = new Set(names);
  for (let wanted = names; wanted.length > 0;) {
    const lines = await dependsOf(wanted);
    // What is no library is a tool, such as one that downloads models.
    const libraries = [...lines.matchAll(/^ *\|?(?:Pre)?Depends: ((?:lib|zlib)[^\s<>]*)$/gm)].map(
      ([, library]) => library!,
    );
    wanted = [...new Set(libraries)].filter((library) => !found.has(library));
    for (const library of wanted) found.add(library);
  }
  return [...found];
}

/** URI of the Debian archive that this machine's apt uses, mirrors and their methods included. */
function archive(): string | undefined {
  const parts = '/etc/apt/sources.list.d';
  const files = existsSync(parts) ? readdirSync(parts).map((file) => path.join(parts, file)) : [];
  const lines = ['/etc/apt/sources.list', ...files].flatMap((file) => textOf(file).split('\n'));
  return lines
    .filter((line) => /^(?:deb\s|URIs:)/.test(line))
    .flatMap((line) => line.split(/\s+/))
    .find((word) => /^[a-z+]+:\S*\/debian(?:\/|\.list)?$/.test(word));
}

function textOf(file: string): string {
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}
