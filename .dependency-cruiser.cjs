/**
 * The walls of the house. A floor may import from the floors below it, never from one above or beside it.
 * `test/properties/walls.test.ts` proves for each rule that a file which breaks it is refused.
 */

/** What each part of the engine may import, besides itself. */
const below = {
  model: [],
  storage: ['model'],
  privacy: ['model'],
  providers: ['privacy', 'model'],
  failover: ['privacy', 'storage', 'model'],
  completion: ['failover', 'privacy', 'storage', 'model'],
  chat: ['failover', 'privacy', 'storage', 'model'],
  edit: ['failover', 'privacy', 'storage', 'model'],
  server: ['failover', 'privacy', 'model'],
  localModel: ['providers', 'privacy', 'model'],
  config: ['providers', 'failover', 'privacy', 'storage', 'model'],
  setup: ['config', 'providers', 'privacy', 'model'],
};

const floors = Object.entries(below).map(([part, others]) => ({
  name: `floor-${part}`,
  comment: `src/engine/${part} may import from ${others.join(', ') || 'nothing else of ours'} only.`,
  severity: 'error',
  from: { path: `^src/engine/${part}/` },
  to: { path: '^src/', pathNot: `^src/engine/(${[part, ...others].join('|')})/` },
}));

module.exports = {
  forbidden: [
    ...floors,
    {
      name: 'no-cycles',
      comment: 'Two files that import each other, type-only imports included, cannot be read one after the other.',
      severity: 'error',
      from: { path: '^(src|bench|scripts|test|tools)/' },
      to: { circular: true },
    },
    {
      name: 'engine-knows-no-editor',
      comment:
        'The engine also runs in tests, benchmarks and other hosts, one of them a command-line tool: no vscode there.',
      severity: 'error',
      from: { path: '^src/(engine|webview|cli)/' },
      to: { path: '(^|/)(@types/)?vscode(/|$)' },
    },
    {
      name: 'engine-knows-no-host',
      comment: 'Hosts stand above the engine.',
      severity: 'error',
      from: { path: '^src/engine/' },
      to: { path: '^src/(editor|webview|cli|extension)' },
    },
    {
      name: 'hosts-do-not-know-each-other',
      comment: 'The editor and the page share the protocol in engine/chat/view and nothing else.',
      severity: 'error',
      from: { path: '^src/(editor|webview)/' },
      to: { path: '^src/(editor|webview|cli|extension)', pathNot: '^src/$1/' },
    },
    {
      name: 'hosts-use-faces',
      comment: 'A host imports the face of a part, its index.ts, so that the inside of the part can change.',
      severity: 'error',
      from: { path: '^src/(editor|extension)' },
      to: { path: '^src/engine/', pathNot: '^src/engine/[^/]+/index\\.ts$' },
    },
    {
      name: 'cli-uses-faces',
      comment: 'The command-line tool is a host beside the editor: of ours it imports the faces of the engine.',
      severity: 'error',
      from: { path: '^src/cli/' },
      to: { path: '^src/', pathNot: '^src/(cli/|engine/[^/]+/index\\.ts$)' },
    },
    {
      name: 'page-sees-views-only',
      comment: 'The page imports what is made for pages, and the words of the model.',
      severity: 'error',
      from: { path: '^src/webview/' },
      to: { path: '^src/engine/', pathNot: '^src/engine/([^/]+/view|model)/index\\.ts$' },
    },
    {
      name: 'pages-do-not-know-each-other',
      comment: 'The pages share what is in shared and nothing else, so that one does not load the other.',
      severity: 'error',
      from: { path: '^src/webview/([^/]+)/' },
      to: { path: '^src/webview/', pathNot: '^src/webview/($1|shared)/' },
    },
    {
      name: 'sdks-in-their-provider',
      comment: 'Only the folder of a provider knows the SDK of its vendor.',
      severity: 'error',
      from: {
        path: '^src/',
        pathNot: '^src/engine/providers/(?!(catalogue|descriptor|errors|framing|http|messages|registry)/)[^/]+/',
      },
      to: { path: 'node_modules/(@anthropic-ai|@google|google-auth-library|@smithy|aws4fetch|openai|ollama)/' },
    },
    {
      name: 'tests-are-leaves',
      comment: 'What tests, tools and benchmarks share is in tools/.',
      severity: 'error',
      from: { path: '^(src|bench|scripts|tools)/' },
      to: { path: '^test/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^test/fixtures/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
