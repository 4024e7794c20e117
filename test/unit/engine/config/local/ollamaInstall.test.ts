import assert from 'node:assert/strict';
import { findOllama, type OllamaStart } from '../../../../../src/engine/config/local/ollamaInstall';

describe('an Ollama that does not run', () => {
  const windows = {
    LOCALAPPDATA: 'C:\\Users\\ann\\AppData\\Local',
    ProgramFiles: 'C:\\Program Files',
    Path: 'C:\\Windows',
  };
  const cases: readonly {
    readonly name: string;
    readonly platform: NodeJS.Platform;
    readonly files: readonly string[];
    readonly environment?: Readonly<Record<string, string>>;
    readonly homeFolder?: string;
    readonly start: Partial<OllamaStart>;
  }[] = [
    {
      name: 'is a service of Linux where its installer made one',
      platform: 'linux',
      files: ['/etc/systemd/system/ollama.service', '/usr/local/bin/ollama'],
      start: { way: 'service', command: 'sudo systemctl start ollama' },
    },
    {
      name: 'is a service of Linux where a package brought one',
      platform: 'linux',
      files: ['/usr/lib/systemd/system/ollama.service'],
      start: { way: 'service' },
    },
    {
      name: 'is started in a terminal where it is on the path',
      platform: 'linux',
      files: ['/opt/tools/ollama'],
      environment: { PATH: '/usr/bin:/opt/tools' },
      start: { way: 'terminal', command: 'ollama serve' },
    },
    {
      name: 'is started by its place where it is not on the path',
      platform: 'linux',
      files: ['/home/ann/.local/bin/ollama'],
      environment: { PATH: '/usr/bin' },
      start: { way: 'terminal', command: '/home/ann/.local/bin/ollama serve' },
    },
    {
      name: 'is started by its place, quoted where a shell would read it otherwise',
      platform: 'darwin',
      homeFolder: "/Users/ann's mac",
      files: ["/Users/ann's mac/.local/bin/ollama"],
      start: { command: "'/Users/ann'\\''s mac/.local/bin/ollama' serve" },
    },
    {
      name: 'is not taken from a folder of the open project that the path names',
      platform: 'linux',
      files: ['bin/ollama', './ollama', 'ollama'],
      environment: { PATH: 'bin:.:' },
      start: { type: 'not-installed' },
    },
    {
      name: 'is an app of macOS',
      platform: 'darwin',
      files: ['/Applications/Ollama.app'],
      start: { way: 'app', command: 'open -a Ollama' },
    },
    {
      name: "is an app of the user's own",
      platform: 'darwin',
      files: ['/home/ann/Applications/Ollama.app'],
      start: { way: 'app' },
    },
    {
      name: 'is one of Homebrew',
      platform: 'darwin',
      files: ['/opt/homebrew/bin/ollama'],
      start: { way: 'terminal', command: '/opt/homebrew/bin/ollama serve' },
    },
    {
      name: 'is an app of Windows',
      platform: 'win32',
      files: ['C:\\Users\\ann\\AppData\\Local\\Programs\\Ollama\\ollama app.exe'],
      environment: windows,
      start: {
        way: 'app',
        command: 'cmd /c start "Ollama app" "C:\\Users\\ann\\AppData\\Local\\Programs\\Ollama\\ollama app.exe"',
      },
    },
    {
      name: 'is a program of Windows on the path',
      platform: 'win32',
      files: ['C:\\Windows\\ollama.exe'],
      environment: windows,
      start: { way: 'terminal', command: 'ollama serve' },
    },
    {
      name: 'is a program of Windows that is not on the path',
      platform: 'win32',
      files: ['C:\\Program Files\\Ollama\\ollama.exe'],
      environment: windows,
      start: { way: 'terminal', command: 'cmd /c "C:\\Program Files\\Ollama\\ollama.exe" serve' },
    },
    {
      name: 'is not there on Linux, whose installer is a command',
      platform: 'linux',
      files: [],
      start: { type: 'not-installed', command: 'curl -fsSL https://ollama.com/install.sh | sh' },
    },
    {
      name: 'is not there on macOS',
      platform: 'darwin',
      files: [],
      start: { type: 'not-installed', command: undefined },
    },
    {
      name: 'is not there on a Windows without its variables',
      platform: 'win32',
      files: [],
      start: { type: 'not-installed', page: 'https://ollama.com/download' },
    },
  ];
  for (const { name, platform, files, environment = {}, homeFolder = '/home/ann', start } of cases) {
    it(name, async () => {
      const exists = (file: string): Promise<boolean> => Promise.resolve(files.includes(file));
      const found = await findOllama({ platform, environment, homeFolder, exists });
      assert.deepEqual({ ...found, ...start }, found);
    });
  }
});
