/** Below a folder of the workspace: what the chat reads where it is. */
export const rulesInPlace: readonly string[] = [
  ...['AGENTS.md', 'CLAUDE.md', '.github/copilot-instructions.md', '.github/instructions', '.github/prompts'],
  ...['.continue/rules', '.continue/prompts'],
];

/** Below a folder of the workspace: rules for other tools. */
export const otherRules: readonly string[] = [
  ...['.clinerules', '.roo/rules', '.roorules', '.kilocode/rules', '.kilo/rules', '.cursorrules', '.cursor/rules'],
  ...['.windsurfrules', 'CONVENTIONS.md'],
];

/** Below the user's home: rules of other tools for every workspace. */
export const otherOwnRules: readonly string[] = [
  '.continue/rules',
  '.cline/rules',
  '.roo/rules',
  'Documents/Cline/Rules',
];

/** Below the user's home: prompts that can be the user's own folder of prompts. */
export const ownPrompts = '.continue/prompts';
