import path from 'node:path';

/** How an Ollama that is installed is started. */
export type OllamaStart =
  /** `command`: for a terminal, as it is. */
  | { readonly type: 'command'; readonly command: string; readonly way: 'service' | 'app' | 'terminal' }
  /** Nothing was found to start. */
  | { readonly type: 'not-installed'; readonly command: string | undefined; readonly page: string };

export interface InstallDeps {
  readonly platform: NodeJS.Platform;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly homeFolder: string;
  readonly exists: (file: string) => Promise<boolean>;
}

const downloadPage = 'https://ollama.com/download';

/** Looks at the places where Ollama's installers and package managers put it. */
export async function findOllama(deps: InstallDeps): Promise<OllamaStart> {
  const { platform, exists } = deps;
  for (const [file, start] of startsOn(deps)) {
    if (await exists(file)) return { type: 'command', ...start };
  }
  for (const file of binaries(deps)) {
    if (await exists(file)) return { type: 'command', command: served(file, deps), way: 'terminal' };
  }
  // The installer's own words: https://ollama.com/download/linux.
  const command = platform === 'linux' ? 'curl -fsSL https://ollama.com/install.sh | sh' : undefined;
  return { type: 'not-installed', command, page: downloadPage };
}

type Start = Pick<Extract<OllamaStart, { type: 'command' }>, 'command' | 'way'>;

/** Services and apps, which also start by themselves the next time. */
function startsOn({ platform, environment, homeFolder }: InstallDeps): readonly (readonly [file: string, Start])[] {
  if (platform === 'linux') {
    const command = 'sudo systemctl start ollama';
    return ['/etc', '/usr/lib', '/lib'].map((folder) => [
      `${folder}/systemd/system/ollama.service`,
      { command, way: 'service' },
    ]);
  }
  if (platform === 'darwin') {
    return ['/Applications', `${homeFolder}/Applications`].map((folder) => [
      `${folder}/Ollama.app`,
      { command: 'open -a Ollama', way: 'app' },
    ]);
  }
  if (platform !== 'win32') return [];
  return windowsFolders(environment).map((folder) => {
    const file = path.win32.join(folder, 'ollama app.exe');
    // PowerShell and Command Prompt both understand it. The first text is a title: PowerShell before 7.3 drops an empty one,
    // and the quotes around one without a space (https://github.com/PowerShell/PowerShell/issues/1995).
    return [file, { command: `cmd /c start "Ollama app" "${file}"`, way: 'app' }];
  });
}

function binaries({ platform, environment, homeFolder }: InstallDeps): readonly string[] {
  if (platform === 'win32') {
    const onPath = foldersOn(environment.PATH ?? environment.Path, ';');
    return [...onPath, ...windowsFolders(environment)].map((folder) => path.win32.join(folder, 'ollama.exe'));
  }
  const usual = ['/usr/local/bin', '/usr/bin', '/opt/homebrew/bin', '/snap/bin', `${homeFolder}/.local/bin`];
  return [...new Set([...foldersOn(environment.PATH, ':'), ...usual])].map((folder) =>
    path.posix.join(folder, 'ollama'),
  );
}

/** Relative folders would be those of the open project. */
function foldersOn(value: string | undefined, separator: string): readonly string[] {
  const parts = separator === ';' ? path.win32 : path.posix;
  return (value ?? '').split(separator).filter((folder) => parts.isAbsolute(folder));
}

function windowsFolders({ LOCALAPPDATA = '', ProgramFiles = '' }: InstallDeps['environment']): readonly string[] {
  const parents = [LOCALAPPDATA && path.win32.join(LOCALAPPDATA, 'Programs'), ProgramFiles];
  return parents.filter((parent) => parent !== '').map((parent) => path.win32.join(parent, 'Ollama'));
}

/** By its name where the shell finds it. */
function served(file: string, { platform, environment }: InstallDeps): string {
  const [separator, parts] = platform === 'win32' ? [';', path.win32] : [':', path.posix];
  const isOnPath = foldersOn(environment.PATH ?? environment.Path, separator).includes(parts.dirname(file));
  if (isOnPath) return 'ollama serve';
  // A path in quotes is a text to PowerShell, and no program.
  if (platform === 'win32') return `cmd /c "${file}" serve`;
  return /[^\w./-]/.test(file) ? `'${file.replaceAll("'", "'\\''")}' serve` : `${file} serve`;
}
