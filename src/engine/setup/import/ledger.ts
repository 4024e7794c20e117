import * as l10n from '@vscode/l10n';
import type { NotTaken, Taken } from './reading';
import { isFields } from './source/access';
import { type Path, shownPath } from './source/path';

type Line = { readonly path: Path } & (
  { readonly becomes: string; readonly isName: boolean } | { readonly why: string }
);

/** What becomes of each part of a file. What nobody has said anything about is not taken, and that is said too. */
export class FieldLedger {
  private readonly said = new Map<string, Line>();
  /** Paths below which something is said. */
  private readonly above = new Set<string>();

  constructor(
    private readonly root: unknown,
    /** What parts of the file are that Everpair has nothing for, by their names. */
    private readonly reasons: Readonly<Record<string, () => string>> = {},
  ) {}

  /** `isName`: it is the name of the part that was taken, and not what is below it. */
  take(path: Path | undefined, becomes: string, isName = false): void {
    if (path) this.add({ path, becomes, isName });
  }

  leave(path: Path | undefined, why: string): void {
    if (path) this.add({ path, why });
  }

  /** Each value of the file is in one of both lists, by its own path or by one that it lies below. */
  close(): { readonly taken: readonly Taken[]; readonly notTaken: readonly NotTaken[] } {
    this.leaveRest(this.root, []);
    const lines = [...this.said.values()];
    return {
      taken: lines.flatMap((line) =>
        'becomes' in line ? [{ field: shownPath(line.path), becomes: line.becomes }] : [],
      ),
      notTaken: lines.flatMap((line) => ('why' in line ? [{ field: shownPath(line.path), why: line.why }] : [])),
    };
  }

  /** What was taken once is taken, whatever is said of another use of it. */
  private add(line: Line): void {
    const key = keyOf(line.path);
    const before = this.said.get(key);
    if (before && ('becomes' in before || 'why' in line)) return;
    this.said.set(key, line);
    for (let length = 0; length < line.path.length; length += 1) this.above.add(keyOf(line.path.slice(0, length)));
  }

  private leaveRest(value: unknown, path: Path): void {
    const key = keyOf(path);
    const line = this.said.get(key);
    const isName = line !== undefined && 'isName' in line && line.isName;
    if (line && !isName) return;
    const children = childrenOf(value);
    if (isName || (children.length > 0 && (this.above.has(key) || this.isParted(path)))) {
      for (const [name, child] of children) this.leaveRest(child, [...path, name]);
    } else if (path.length > 0) {
      this.said.set(key, { path, why: this.reasonFor(path) });
    }
  }

  /** Whether parts of it have reasons of their own. */
  private isParted(path: Path): boolean {
    const names = path.filter((part) => typeof part === 'string').join('.');
    return path.length === 0 || Object.keys(this.reasons).some((key) => key.startsWith(`${names}.`));
  }

  /** By the nearest name that has one, the longer of two that end alike first. */
  private reasonFor(path: Path): string {
    const names = path.filter((part) => typeof part === 'string');
    for (let end = names.length; end > 0; end -= 1) {
      for (let start = 0; start < end; start += 1) {
        const key = names.slice(start, end).join('.');
        const reason = Object.hasOwn(this.reasons, key) ? this.reasons[key] : undefined;
        if (reason) return reason();
      }
    }
    return l10n.t('Everpair has no setting for it.');
  }
}

function keyOf(path: Path): string {
  return JSON.stringify(path);
}

function childrenOf(value: unknown): readonly (readonly [string | number, unknown])[] {
  if (Array.isArray(value)) return (value as readonly unknown[]).map((each, index) => [index, each] as const);
  return isFields(value) ? Object.entries(value) : [];
}
