import type { Package } from './package';

/** Reads the corpus as VS Code does: its tokenizer, and the grammars of VS Code and of extensions. */
export const tools: readonly Package[] = [
  {
    registry: 'npm',
    name: 'tm-grammars',
    version: '1.32.22',
    integrity: 'sha512-VKWL+UiqlGqbGHonRbrBc0kkqDIHUUiVO/A2rBTBz5LBXKA8Fe2f34O1YiBI7ED37tTUlT3MGmLf9+0F/H4/Ww==',
    licence: 'MIT',
    files: [],
  },
  {
    registry: 'npm',
    name: 'vscode-textmate',
    version: '9.3.2',
    integrity: 'sha512-n2uGbUcrjhUEBH16uGA0TvUfhWwliFZ1e3+pTjrkim1Mt7ydB41lV08aUvsi70OlzDWp6X7Bx3w/x3fAXIsN0Q==',
    licence: 'MIT',
    files: [],
  },
  {
    registry: 'npm',
    name: 'vscode-oniguruma',
    version: '2.0.1',
    integrity: 'sha512-poJU8iHIWnC3vgphJnrLZyI3YdqRlR27xzqDmpPXYzA93R4Gk8z7T6oqDzDoHjoikA2aS82crdXFkjELCdJsjQ==',
    licence: 'MIT',
    files: [],
  },
];
