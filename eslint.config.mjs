import eslint from '@eslint/js';
import prettier from 'eslint-config-prettier';
import tseslint from 'typescript-eslint';

export default tseslint.config(
  {
    ignores: [
      'dist/',
      'out/',
      'node_modules/',
      'samples/',
      'test-results/',
      '.vscode-test/',
      '.cache/',
      'test/fixtures/',
      'docs/',
    ],
  },
  eslint.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: {
      parserOptions: {
        project: ['tsconfig.json', 'src/webview/tsconfig.json', 'test/unit/webview/tsconfig.json'],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      'no-console': 'error',
    },
  },
  {
    // What is to be translated is found by reading the code, so it must stand there as it is.
    files: ['src/**/*.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        { paths: [{ name: 'zod', message: 'It brings 400 KB along that are loaded at activation: use zod/mini.' }] },
      ],
      'no-restricted-syntax': [
        'error',
        {
          selector:
            'CallExpression[callee.property.name=/^toLocale(Date|Time)?String$/]:not([arguments.0.callee.name="textLanguage"])',
          message:
            'Numbers and dates are written in the language of the texts, which may be another than that of the browser.',
        },
        {
          selector:
            'CallExpression[callee.object.name="l10n"][callee.property.name="t"]:not([arguments.0.type=/^(Literal|ObjectExpression)$/])',
          message: 'The text must be one literal, or it cannot be found to be translated.',
        },
        {
          selector:
            'CallExpression[callee.object.name="l10n"][callee.property.name="t"] > ObjectExpression > Property[key.name="message"]:not([value.type="Literal"])',
          message: 'The text must be one literal, or it cannot be found to be translated.',
        },
        {
          selector: 'CallExpression[callee.object.name="l10n"][callee.property.name="t"] Literal[raw=/\\\\[ux]/]',
          message: 'Write the character itself: what looks for texts to translate cannot read its number.',
        },
        {
          selector:
            'CallExpression[callee.object.name="l10n"][callee.property.name="t"]:not(:function CallExpression):not(PropertyDefinition[static=false] CallExpression)',
          message: 'A text is looked up when it is shown: when a module is loaded, the language is not known yet.',
        },
        {
          selector:
            'PropertyDefinition[value.callee.property.name=/^register.*Provider$/] ~ PropertyDefinition[key.name=/^onDidChange/]',
          message: 'VS Code looks for the event when the provider is registered: it must be there before.',
        },
        {
          selector: 'ImportDeclaration[source.value="@vscode/l10n"] > :not(ImportNamespaceSpecifier, Literal)',
          message: 'Write `import * as l10n`, by which texts to translate are found.',
        },
      ],
    },
  },
  {
    files: ['test/**/*.ts', 'bench/**/*.ts', 'scripts/**/*.ts', 'tools/**/*.ts'],
    rules: {
      'no-console': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      // A scripted stream is an async generator whether or not it waits for anything.
      '@typescript-eslint/require-await': 'off',
    },
  },
  {
    // What is loaded while a made-up editor stands in for `vscode` cannot be imported before.
    files: ['test/unit/**/*.test.ts'],
    rules: { '@typescript-eslint/no-require-imports': 'off' },
  },
  {
    // A descriptor loads its provider when it is first asked, without a wait: see `ProviderDescriptor.load`. An import, the
    // local model and what VS Code's Chat asks are loaded likewise.
    files: [
      'src/engine/providers/*/*Descriptor.ts',
      'src/engine/config/local/lateLocalServerSetup.ts',
      'src/engine/setup/index.ts',
      'src/engine/server/index.ts',
      'src/engine/localModel/localModelHandle.ts',
      'src/editor/languageModel/index.ts',
      'src/editor/endpoint/index.ts',
    ],
    rules: { '@typescript-eslint/no-require-imports': 'off' },
  },
  {
    files: ['**/*.mjs', '**/*.cjs'],
    languageOptions: {
      globals: Object.fromEntries(
        [
          'process',
          'console',
          'setTimeout',
          'clearTimeout',
          'fetch',
          'URL',
          'AbortController',
          'AbortSignal',
          'Buffer',
          'setInterval',
          'clearInterval',
          'performance',
          'TextDecoder',
          'TextEncoder',
          'window',
          'document',
          'require',
          'module',
        ].map((name) => [name, 'readonly']),
      ),
    },
  },
  {
    files: ['tools/lab/page/*.js'],
    languageOptions: {
      globals: Object.fromEntries(['document', 'fetch', 'setInterval'].map((name) => [name, 'readonly'])),
    },
  },
  prettier,
);
