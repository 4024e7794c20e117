import * as l10n from '@vscode/l10n';
import { shortened, shownValue } from '../../model/text/shortened';

/** A setting of globs, such as `files.exclude`, as it stands in each settings file; undefined where it is not set. */
export interface GlobLevels {
  /** Shown to people. */
  readonly setting: string;
  /** A pattern without a slash fits at any depth, as in `.gitignore`, and not only at the top. */
  readonly anywhere: boolean;
  /** The user's own: the extension's default, then the user's settings; later ones decide. */
  readonly user: readonly unknown[];
  /** The remote machine's, the workspace's and the folder's: they may only add. */
  readonly narrowing: readonly unknown[];
}

interface Glob {
  readonly setting: string;
  readonly pattern: string;
  readonly anywhere: boolean;
  /** Name of a file that must exist next to the one that fits the glob, such as `$(basename).ts`. */
  readonly when?: string;
}

export interface GlobMatch {
  /** For people to read. */
  readonly rule: string;
  /** Path of a file that must exist for the match to count; undefined where it counts in any case. */
  readonly onlyIf?: string;
}

/** Tells the globs that fit a path with `/`, relative to the folder of the settings. */
export type GlobMatcher = (path: string) => readonly GlobMatch[];

/** The globs that are on. A glob that cannot be understood excludes every file, and its rule says so. */
export async function globMatcher(levels: readonly GlobLevels[], ignoreCase: boolean): Promise<GlobMatcher> {
  const { default: picomatch } = await import('picomatch');
  const everything = levels.flatMap(notUnderstood);
  const tests = levels.flatMap(activeGlobs).flatMap((glob) => {
    try {
      // To VS Code these are letters; as a pattern of JavaScript they could be made to take for ever.
      const fits = picomatch(glob.pattern.replace(/[()|+]/g, '\\$&'), {
        dot: true,
        // Also makes `[!a]` a negated set.
        posix: true,
        nonegate: true,
        noextglob: true,
        nocase: ignoreCase,
        basename: glob.anywhere && !glob.pattern.includes('/'),
      });
      return [{ ...glob, fits, ...choicesIn(glob.pattern) }];
    } catch {
      everything.push({
        rule: l10n.t('"{0}" in the setting {1}, which is no glob', shortened(glob.pattern), glob.setting),
      });
      return [];
    }
  });
  return (path) => {
    const found = [...everything];
    let steps = 0;
    for (const part of wayTo(path)) {
      const names = part.split('/');
      const longest = Math.max(...names.map((name) => name.length));
      for (const { fits, pattern, setting, when, inNames, betweenNames } of tests) {
        steps += longest ** inNames * names.length ** betweenNames;
        if (steps > maxSteps) {
          const tooLong = l10n.t(
            '"{0}" in the setting {1}, which would take too long to look for',
            shortened(pattern),
            setting,
          );
          return [...found, { rule: tooLong }];
        }
        if (!fits(part)) continue;
        const rule = l10n.t('"{0}" in the setting {1}', shortened(pattern), setting);
        found.push(when === undefined ? { rule } : { rule, onlyIf: siblingOf(part, when) });
      }
    }
    return found;
  };
}

/** Places to try for one path: some tenths of a second. A workspace's globs can be made to take for ever. */
const maxSteps = 100_000_000;

/** How many times a pattern has to try each place in a name, and each name of a path. */
function choicesIn(pattern: string): { readonly inNames: number; readonly betweenNames: number } {
  const choices = pattern.split('/').map((name) => (name === '**' ? 0 : (name.match(/\*+|\{/g) ?? []).length));
  return { inNames: Math.max(...choices), betweenNames: (pattern.match(/\*\*/g) ?? []).length };
}

function activeGlobs({ setting, anywhere, user, narrowing }: GlobLevels): Glob[] {
  const active = new Map<string, unknown>();
  for (const [pattern, value] of user.flatMap(entriesOf)) active.set(pattern, value);
  for (const [pattern, value] of narrowing.flatMap(entriesOf)) {
    // One with a condition excludes less than one without.
    if (value !== false && !(active.has(pattern) && active.get(pattern) !== false)) active.set(pattern, value);
  }
  return [...active].flatMap(([written, value]) => {
    const pattern = anywhere ? written.replace(/^\.?\/+|\/+$/g, '') : written;
    if (pattern === '' || value === false) return [];
    const when = whenIn(value);
    return [{ setting, pattern, anywhere, ...(when === undefined ? {} : { when }) }];
  });
}

/** One glob or a list of them is no value that the settings allow, but plain in its meaning. */
function entriesOf(value: unknown): [string, unknown][] {
  if (typeof value === 'string') return [[value, true]];
  if (Array.isArray(value)) return value.filter((each) => typeof each === 'string').map((pattern) => [pattern, true]);
  return typeof value === 'object' && value !== null ? Object.entries(value) : [];
}

/** Values without a clear meaning. */
function notUnderstood({ setting, user, narrowing }: GlobLevels): GlobMatch[] {
  const wrong = [...user, ...narrowing].flatMap((value) =>
    Array.isArray(value)
      ? (value as readonly unknown[]).filter((each) => typeof each !== 'string')
      : value === undefined || typeof value === 'string' || (typeof value === 'object' && value !== null)
        ? []
        : [value],
  );
  if (wrong.length === 0) return [];
  return [
    { rule: l10n.t('the setting {0}, which must be an object of globs, not {1}', setting, shownValue(wrong[0])) },
  ];
}

function whenIn(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null || !('when' in value)) return undefined;
  return typeof value.when === 'string' ? value.when : undefined;
}

/** The folders on the way to a file, and the file: a glob that hides a folder hides everything in it. */
function wayTo(path: string): string[] {
  const names = path.split('/');
  return names.map((_, index) => names.slice(0, index + 1).join('/'));
}

function siblingOf(path: string, when: string): string {
  const at = path.lastIndexOf('/') + 1;
  const base = path.slice(at).replace(/\.[^.]*$/, '');
  return path.slice(0, at) + when.replaceAll('$(basename)', base);
}
