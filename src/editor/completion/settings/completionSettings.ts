import * as l10n from '@vscode/l10n';
import type { Multiline, Prefetch } from '../../../engine/completion';
import { shownAlternatives, shownValue } from '../../../engine/model';
import { readProviderId, settingKeys, type SettingProblem, settingsSection } from '../../../engine/config';

/** The widest first: a workspace can only move a setting towards the end. */
export const triggers = ['automatic', 'manual'] as const;
export const multilines: readonly Multiline[] = ['always', 'auto', 'never'];
/** The cheapest first. */
export const prefetches: readonly Prefetch[] = ['off', 'afterAccept', 'ahead'];

export type Trigger = (typeof triggers)[number];

/** The settings of completions in one document. */
export interface CompletionSettings {
  readonly enabled: boolean;
  readonly trigger: Trigger;
  readonly multiline: Multiline;
  /** Id of the provider that is asked first; undefined where the order of the chain holds. */
  readonly provider: string | undefined;
  /** Milliseconds after which a suggestion comes too late; undefined where the engine decides. */
  readonly maxLatencyMs: number | undefined;
  readonly localRace: boolean;
  readonly prefetch: Prefetch;
  /** Milliseconds of rest before an automatic request; undefined where the wait adapts to the typing. */
  readonly delayMs: number | undefined;
}

/** A setting that other levels may narrow, as in the settings files; undefined where it is not set. */
export interface Layers {
  /** The user's value; the one for the document's language where it exists. */
  readonly user: unknown;
  /**
   * Values of the remote machine, the workspace and the document's folder, in general and for the document's language.
   */
  readonly narrowing: readonly unknown[];
}

/** The settings of completions as in the settings files. */
export interface CompletionValues {
  readonly enabled: Layers;
  /** The default of `enabled`. It names some languages and holds for those that the user does not name. */
  readonly enabledByDefault: unknown;
  readonly trigger: Layers;
  readonly multiline: Layers;
  readonly provider: unknown;
  readonly maxLatency: unknown;
  readonly localRace: unknown;
  readonly prefetch: unknown;
  readonly delay: unknown;
}

/**
 * Turns settings files into the settings of a document in a language. Accepts any values. A remote machine and a
 * workspace can narrow settings, never widen them. An invalid value counts as the one that sends the least. Pure.
 */
export function readCompletionSettings(
  values: CompletionValues,
  languageId: string,
): { readonly settings: CompletionSettings; readonly problems: readonly SettingProblem[] } {
  const reader = new Reader();
  const { enabled, enabledByDefault, trigger, multiline, provider, maxLatency, localRace, prefetch, delay } = values;
  const settings: CompletionSettings = {
    enabled: reader.enabled(enabled, enabledByDefault, languageId),
    trigger: reader.narrowed('completionsTrigger', triggers, trigger, 'automatic', 'manual'),
    multiline: reader.narrowed('completionsMultiline', multilines, multiline, 'auto', 'never'),
    provider: reader.providerId(provider),
    maxLatencyMs: reader.milliseconds('completionsMaxLatency', maxLatency, 100, 10_000),
    localRace: reader.choice('completionsLocalRace', [true, false], orElse(localRace, false), false),
    prefetch: reader.choice('completionsPrefetch', prefetches, orElse(prefetch, 'afterAccept'), 'off'),
    delayMs: reader.milliseconds('completionsDelay', delay, 0, 2_000),
  };
  return { settings, problems: reader.problems };
}

/** Reads values one by one and collects the problems. */
class Reader {
  readonly problems: SettingProblem[] = [];

  enabled({ user, narrowing }: Layers, byDefault: unknown, languageId: string): boolean {
    const own = { ...this.languages(byDefault), ...this.languages(user) };
    return [own, ...narrowing.map((layer) => this.languages(layer))].every((languages) =>
      this.isOn(languages, languageId),
    );
  }

  narrowed<T extends string>(key: keyof typeof settingKeys, all: readonly T[], layers: Layers, usual: T, least: T): T {
    const given = [orElse(layers.user, usual), ...layers.narrowing.filter((value) => value !== undefined)];
    const places = given.map((value) => all.indexOf(this.choice(key, all, value, least)));
    return all[Math.max(...places)] ?? least;
  }

  choice<T>(key: keyof typeof settingKeys, all: readonly T[], value: unknown, least: T): T {
    const found = all.find((each) => each === value);
    if (found !== undefined) return found;
    this.addProblem(
      key,
      l10n.t(
        '{0} must be {1}, not {2}. Until then it counts as {3}.',
        nameOf(key),
        shownAlternatives(all.map((each) => JSON.stringify(each))),
        shownValue(value),
        JSON.stringify(least),
      ),
    );
    return least;
  }

  /** The settings editor writes null when the user empties the box. */
  milliseconds(key: keyof typeof settingKeys, value: unknown, least: number, most: number): number | undefined {
    if (value === undefined || value === null) return undefined;
    if (typeof value === 'number' && value >= least && value <= most) return value;
    this.addProblem(
      key,
      l10n.t(
        '{0} must be milliseconds from {1} to {2}, or null, not {3}. Until then it is null.',
        nameOf(key),
        least,
        most,
        shownValue(value),
      ),
    );
    return undefined;
  }

  providerId(value: unknown): string | undefined {
    if (value === undefined || value === null || value === '') return undefined;
    const id = readProviderId(value);
    if (id !== undefined) return id;
    this.addProblem(
      'completionsProvider',
      l10n.t(
        '{0} must be the id of a provider in everpair.providers, or null, not {1}. Until then it is null.',
        nameOf('completionsProvider'),
        shownValue(value),
      ),
    );
    return undefined;
  }

  private languages(value: unknown): Readonly<Record<string, unknown>> {
    if (value === undefined) return {};
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value };
    this.addProblem(
      'completionsEnabled',
      l10n.t(
        '{0} must be an object such as {1}, not {2}. Until then completions are off.',
        nameOf('completionsEnabled'),
        '{ "*": true, "markdown": false }',
        shownValue(value),
      ),
    );
    return { '*': false };
  }

  private isOn(languages: Readonly<Record<string, unknown>>, languageId: string): boolean {
    const [name, value] = Object.hasOwn(languages, languageId)
      ? [languageId, languages[languageId]]
      : ['*', languages['*'] ?? true];
    if (typeof value === 'boolean') return value;
    this.addProblem(
      'completionsEnabled',
      l10n.t(
        '{0} must say true or false for "{1}", not {2}. Until then completions are off there.',
        nameOf('completionsEnabled'),
        name,
        shownValue(value),
      ),
    );
    return false;
  }

  private addProblem(key: keyof typeof settingKeys, message: string): void {
    if (!this.problems.some((known) => known.message === message))
      this.problems.push({ key: settingKeys[key], message });
  }
}

function nameOf(key: keyof typeof settingKeys): string {
  return `${settingsSection}.${settingKeys[key]}`;
}

/** Null is a value and does not count as absent. */
function orElse(value: unknown, usual: unknown): unknown {
  return value === undefined ? usual : value;
}
