import { realpath } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  diskProbe,
  GitIgnore,
  globMatcher,
  type GlobMatcher,
  isSecretPath,
  keptBack,
  maySend,
  type ReleaseDecision,
  secretNameRule,
  settingsInEnvironment,
} from '../../engine/privacy';
import { settingKeys, settingsSection } from '../../engine/config';
import { errorSummary } from '../../engine/model';
import type { CliHost } from '../host';
import type { Session } from '../session';

/** Whether names that differ in case only are one file here. */
const ignoreCase = process.platform !== 'linux';

/** Decides for files of a folder whether their text may go along, by the rules that the editor follows. */
export class FolderPrivacy {
  private readonly gitIgnore: GitIgnore;
  private readonly matcher: Promise<GlobMatcher>;
  private readonly files = diskProbe((file) => (process.platform === 'win32' ? file.slice(1) : file));

  constructor(
    private readonly root: string,
    { environment, home, clock }: Pick<CliHost, 'environment' | 'home' | 'clock'>,
    { settings, folders }: Pick<Session, 'settings' | 'folders'>,
  ) {
    this.gitIgnore = new GitIgnore({ files: this.files, clock, ignoreCase, user: gitUser(environment, home) });
    const key = settingKeys.exclude;
    const narrowing = folders.values.map((values) => values[key]);
    const level = { setting: `${settingsSection}.${key}`, anywhere: true, user: [settings.values[key]], narrowing };
    this.matcher = globMatcher([level], ignoreCase);
  }

  /** `name`: below the folder, with `/`. A file that cannot be decided on stays here. Never rejects. */
  async ask(name: string): Promise<ReleaseDecision> {
    const file = path.join(this.root, name);
    try {
      const excludedBy = (await this.ruleFor(name, file)) ?? (await this.ruleOfTarget(file));
      return maySend({ path: file, place: 'workspace', ...(excludedBy ? { excludedBy } : {}) }, 'context');
    } catch (error) {
      return keptBack('unknown', errorSummary(error));
    }
  }

  private async ruleFor(name: string, file: string): Promise<ExcludedBy | undefined> {
    for (const { rule, onlyIf } of (await this.matcher)(name)) {
      if (onlyIf === undefined || (await this.files.exists(slashed(path.join(this.root, onlyIf)))))
        return { reason: 'excluded', rule };
    }
    const rule = await this.gitIgnore.ruleFor(slashed(file), slashed(this.root));
    return rule === undefined ? undefined : { reason: 'ignored', rule };
  }

  /** A link may hide the name of what it leads to. */
  private async ruleOfTarget(file: string): Promise<ExcludedBy | undefined> {
    const target = await realpath(file).catch(() => file);
    return isSecretPath(target) ? { reason: 'secret-name', rule: secretNameRule() } : undefined;
  }
}

interface ExcludedBy {
  readonly reason: 'secret-name' | 'ignored' | 'excluded';
  readonly rule: string;
}

/** As the engine's rules read paths: `/home/me/a`, `/c:/a`. */
function slashed(file: string): string {
  return decodeURIComponent(pathToFileURL(file).pathname);
}

/** Where git looks for the user's settings. */
function gitUser(
  environment: CliHost['environment'],
  home: string,
): ConstructorParameters<typeof GitIgnore>[0]['user'] {
  const pathOf = (name: string): string | undefined => {
    const value = environment[name];
    return value === undefined || value === '' ? undefined : slashed(value);
  };
  const isSystemRead = pathOf('GIT_CONFIG_NOSYSTEM') === undefined && process.platform !== 'win32';
  return {
    home: slashed(home),
    configHome: pathOf('XDG_CONFIG_HOME'),
    globalConfig: pathOf('GIT_CONFIG_GLOBAL'),
    settings: settingsInEnvironment(environment),
    systemConfig: isSystemRead ? (pathOf('GIT_CONFIG_SYSTEM') ?? '/etc/gitconfig') : undefined,
  };
}
