import assert from 'node:assert/strict';
import type * as CodeActions from '../../../../../src/editor/edit/actions/codeActions';
import { loadWithEditor } from '../../vscodeStub';

class Place {
  constructor(
    readonly line: number,
    readonly character: number,
  ) {}
}

/** As much of VS Code's `Range` as the light bulb takes. */
class Lines {
  readonly start: Place;
  readonly end: Place;
  constructor(startLine: number, startCharacter: number, endLine: number, endCharacter: number) {
    this.start = new Place(startLine, startCharacter);
    this.end = new Place(endLine, endCharacter);
  }
  get isEmpty(): boolean {
    return this.start.line === this.end.line && this.start.character === this.end.character;
  }
  union(other: Lines): Lines {
    const [first, last] = [Math.min(this.start.line, other.start.line), Math.max(this.end.line, other.end.line)];
    return new Lines(first, 0, last, other.end.character);
  }
}

class Kind {
  constructor(readonly value: string) {}
  append(part: string): Kind {
    return new Kind(`${this.value}.${part}`);
  }
  contains({ value }: Kind): boolean {
    return value === this.value || value.startsWith(`${this.value}.`);
  }
}

interface Action {
  readonly title: string;
  readonly kind: Kind;
  readonly command: { readonly command: string; readonly arguments: readonly [Readonly<Record<string, unknown>>] };
}

type Provide = (document: object, range: Lines, context: object) => readonly Action[];

describe('the light bulb', () => {
  const kinds = { QuickFix: new Kind('quickfix'), RefactorRewrite: new Kind('refactor.rewrite') };
  let provide: Provide | undefined;
  // Nothing else of the editor is there, so that nothing else can be asked.
  const editor = {
    Range: Lines,
    CodeActionKind: kinds,
    CodeAction: class {
      constructor(
        readonly title: string,
        readonly kind: Kind,
      ) {}
    },
    languages: {
      registerCodeActionsProvider: (_: unknown, provider: { provideCodeActions: Provide }) => {
        provide = provider.provideCodeActions;
        return { dispose: () => undefined };
      },
    },
  };
  const { registerCodeActions } = loadWithEditor(editor, () =>
    require('../../../../../src/editor/edit/actions/codeActions'),
  ) as typeof CodeActions;
  registerCodeActions();

  const document = { uri: 'a.ts', lineCount: 10 };
  const at = (range: Lines, ...problems: readonly (readonly [Lines, string])[]): readonly Action[] =>
    provide?.(document, range, { diagnostics: problems.map(([of, message]) => ({ range: of, message })) }) ?? [];
  const cursor = new Lines(4, 2, 4, 2);

  it('offers nothing where there is nothing', () => assert.deepEqual(at(cursor), []));

  it('offers to fix a problem in its place, with the lines around it, and to explain it', () => {
    const [fix, explain, ...others] = at(cursor, [new Lines(4, 2, 4, 2), 'No  tax\nis 1.19.']);
    assert.deepEqual([fix?.title, explain?.title, others], ['Fix with Everpair', 'Explain with Everpair', []]);
    assert.equal(fix?.command.command, 'everpair.inlineEdit');
    const [edit] = fix.command.arguments;
    assert.deepEqual(edit, { uri: 'a.ts', range: new Lines(1, 0, 7, 1), instruction: 'Fix: No tax is 1.19.' });
    assert.equal(explain?.command.command, 'everpair.explain');
    const [asked] = explain.command.arguments;
    assert.deepEqual(asked, { uri: 'a.ts', range: new Lines(4, 0, 4, 2), argument: 'No tax is 1.19.' });
  });

  it('takes several problems together, stays within the file, and cuts what is long', () => {
    const [fix] = at(cursor, [new Lines(0, 0, 0, 4), 'One.'], [new Lines(9, 0, 9, 4), 'Two.'], [cursor, 'One.']);
    const [edit] = fix?.command.arguments ?? [];
    assert.deepEqual([edit?.['range'], edit?.['instruction']], [new Lines(0, 0, 9, 1), 'Fix: One.; Two.']);
    const [long] = at(cursor, [cursor, 'x'.repeat(5_000)]);
    assert.equal(String(long?.command.arguments[0]['instruction']).length, 'Fix: '.length + 200);
  });

  it('offers to rewrite what is selected, and only what is asked for', () => {
    const selected = new Lines(1, 0, 3, 0);
    assert.deepEqual(
      at(selected).map(({ title, kind }) => [title, kind.value]),
      [
        ['Document with Everpair', 'refactor.rewrite.everpair'],
        ['Write Tests with Everpair', 'refactor.rewrite.everpair'],
      ],
    );
    const only = (kind: Kind): number => provide?.(document, selected, { diagnostics: [], only: kind }).length ?? -1;
    assert.deepEqual([only(new Kind('refactor')), only(kinds.QuickFix)], [2, 0]);
  });
});
