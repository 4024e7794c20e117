import { type CaseTable, code, edited, elided, searchReplace } from './applyCase';

const source = code`
  import { readFile } from 'node:fs/promises';
  import { Logger } from './logger';

  export interface Options {
    readonly retries: number;
    readonly timeoutMs: number;
  }

  function parse(value: string): number;
  function parse(value: number): number;
  function parse(value: string | number): number {
    return Number(value);
  }

  @injectable()
  export class Reader {
    private readonly cache = new Map<string, string>();

    constructor(private readonly options: Options) {}

    @traced('read')
    async read(path: string): Promise<string> {
      const known = this.cache.get(path);
      if (known !== undefined) {
        return known;
      }
      const text = await readFile(path, 'utf8');
      this.cache.set(path, text);
      return text;
    }

    dispose(): void {
      this.cache.clear();
    }
  }

  @injectable()
  export class Writer {
    private readonly queue: string[] = [];

    write(text: string): void {
      this.queue.push(text);
    }

    dispose(): void {
      this.queue.length = 0;
    }
  }
`;

const guard = [['    const known =', '    if (path === "") throw new Error("no path");\n    const known =']] as const;
const disposeWriter = [['this.queue.length = 0;', 'this.queue.length = 0;\n    this.closed = true;']] as const;
const renamed = [['readonly retries: number;', 'readonly attempts: number;']] as const;

const readerParts = [
  '  private readonly cache = new Map<string, string>();\n\n  constructor(private readonly options: Options) {}\n',
  '  dispose(): void {\n    this.cache.clear();\n  }\n',
] as const;

export const typescript: CaseTable = {
  languageId: 'typescript',
  source,
  cases: [
    { name: 'the whole file that is already so', block: source, edit: 'unchanged' },
    { name: 'the whole file', block: edited(source, guard), edit: guard },
    {
      name: 'a method as a fragment, with its decorator',
      block: code`
        @traced('read')
        async read(path: string): Promise<string> {
          if (path === "") throw new Error("no path");
          const known = this.cache.get(path);
          if (known !== undefined) {
            return known;
          }
          const text = await readFile(path, 'utf8');
          this.cache.set(path, text);
          return text;
        }
      `,
      edit: guard,
    },
    {
      name: 'a class whose other members are left out',
      block: elided(
        edited(source, guard)
          .slice(0, edited(source, guard).indexOf('\n@injectable()\nexport class Writer'))
          .replace(/^[^]*(?=@injectable)/, ''),
        '// ... existing code ...',
        ...readerParts,
      ),
      edit: guard,
    },
    {
      name: 'a method that two classes have, in its class',
      block: code`
        export class Writer {
          // ... unchanged ...

          dispose(): void {
            this.queue.length = 0;
            this.closed = true;
          }
        }
      `,
      edit: disposeWriter,
    },
    {
      name: 'a method that two classes have, without its class',
      block: '  dispose(): void {\n    this.closed = true;\n  }\n',
      edit: 'refused',
    },
    {
      name: 'an import above a mark for the rest',
      block: code`
        import { readFile } from 'node:fs/promises';
        import { join } from 'node:path';
        import { Logger } from './logger';

        // ... rest of the file remains the same ...
      `,
      edit: [['import { Logger }', "import { join } from 'node:path';\nimport { Logger }"]],
    },
    {
      name: 'an import and a method between marks',
      block: code`
        import { readFile } from 'node:fs/promises';
        import { join } from 'node:path';
        import { Logger } from './logger';

        // ...

        @injectable()
        export class Writer {
          private readonly queue: string[] = [];

          write(text: string): void {
            this.queue.push(join(text));
          }

          // ... dispose stays as it is
        }
      `,
      edit: [
        ['import { Logger }', "import { join } from 'node:path';\nimport { Logger }"],
        ['this.queue.push(text)', 'this.queue.push(join(text))'],
      ],
    },
    {
      name: 'the body behind overloads',
      block: searchReplace(
        'function parse(value: string | number): number {\n  return Number(value);\n',
        'function parse(value: string | number): number {\n  return Number.parseFloat(String(value));\n',
      ),
      edit: [['Number(value)', 'Number.parseFloat(String(value))']],
    },
    {
      name: 'a new overload as a fragment with its neighbours',
      block: code`
        function parse(value: string): number;
        function parse(value: number): number;
        function parse(value: bigint): number;
        function parse(value: string | number | bigint): number {
          return Number(value);
        }
      `,
      edit: [
        [
          'function parse(value: string | number): number {',
          'function parse(value: bigint): number;\nfunction parse(value: string | number | bigint): number {',
        ],
      ],
    },
    {
      name: 'a hunk with wrong numbers',
      block: code`
        --- a/src/reader.ts
        +++ b/src/reader.ts
        @@ -3,5 +3,6 @@ export class Reader {
           async read(path: string): Promise<string> {
        +    if (path === "") throw new Error("no path");
             const known = this.cache.get(path);
             if (known !== undefined) {
      `,
      edit: guard,
    },
    {
      name: 'a patch of the other form, held by its class',
      block: code`
        *** Begin Patch
        *** Update File: src/reader.ts
        @@ export class Writer {
        @@   dispose(): void {
        -    this.queue.length = 0;
        +    this.queue.length = 0;
        +    this.closed = true;
           }
        *** End Patch
      `,
      edit: disposeWriter,
    },
    {
      name: 'a section after a drift above',
      block: searchReplace('    this.queue.length = 0;\n', '    this.queue.length = 0;\n    this.closed = true;\n'),
      edit: disposeWriter,
      drift: renamed,
    },
    {
      name: 'a method after a drift in another one',
      block: code`
          write(text: string): void {
            this.queue.push(text.trim());
          }
      `,
      edit: [['push(text)', 'push(text.trim())']],
      drift: [['this.cache.clear();', 'this.cache.clear();\n    log("cleared");']],
    },
    {
      name: 'a section whose lines drifted is refused',
      block: searchReplace('    this.queue.push(text);\n', '    this.queue.unshift(text);\n'),
      drift: [['this.queue.push(text);', 'this.pending.add({ text });']],
      edit: 'refused',
    },
    {
      name: 'a method taken out by a section',
      block: searchReplace('  dispose(): void {\n    this.cache.clear();\n  }\n}\n', '}\n'),
      edit: [['\n  dispose(): void {\n    this.cache.clear();\n  }\n', '\n']],
    },
    {
      name: 'a member that goes by a hunk',
      block: code`
        @@ -1,1 +1,1 @@
         export interface Options {
        -  readonly retries: number;
           readonly timeoutMs: number;
         }
      `,
      edit: [['  readonly retries: number;\n', '']],
    },
    {
      name: 'one line that is perhaps in already',
      block: searchReplace('    this.queue.push(text);\n', '    this.queue.push(text.trim());\n'),
      drift: [['push(text)', 'push(text.trim())']],
      edit: 'refused',
    },
    {
      name: 'a section that is already in',
      block: searchReplace(
        '  write(text: string): void {\n    this.queue.push(text);\n  }\n',
        '  write(text: string): void {\n    const trimmed = text.trim();\n    if (trimmed === "") return;\n    this.queue.push(trimmed);\n  }\n',
      ),
      drift: [
        [
          '    this.queue.push(text);\n',
          '    const trimmed = text.trim();\n    if (trimmed === "") return;\n    this.queue.push(trimmed);\n',
        ],
      ],
      edit: 'unchanged',
    },
    {
      name: 'a file of another kind',
      block: code`
        import express from 'express';

        const app = express();
        app.get('/', (_request, response) => {
          response.send('hello');
        });
        app.listen(3000);
      `,
      edit: 'refused',
    },
    {
      name: 'an interface with a member more',
      block: code`
        export interface Options {
          readonly retries: number;
          readonly timeoutMs: number;
          readonly signal?: AbortSignal;
        }
      `,
      edit: [['timeoutMs: number;\n', 'timeoutMs: number;\n  readonly signal?: AbortSignal;\n']],
    },
    {
      name: 'two sections for two classes',
      block:
        searchReplace('    this.cache.clear();\n', '    this.cache.clear();\n    this.closed = true;\n') +
        searchReplace('    this.queue.length = 0;\n', '    this.queue.length = 0;\n    this.closed = true;\n'),
      edit: [['this.cache.clear();', 'this.cache.clear();\n    this.closed = true;'], ...disposeWriter],
    },
  ],
};
