import assert from 'node:assert/strict';
import axe from 'axe-core';
import { computeAccessibleName, getRole } from 'dom-accessibility-api';

interface Found {
  readonly element: HTMLElement;
  readonly name: string;
}

/** Elements of a role under `root` that are not hidden, with the name a screen reader gives them. */
export function allByRole(role: string, root: Element = document.body): readonly Found[] {
  return [...root.querySelectorAll<HTMLElement>('*')]
    .filter((element) => getRole(element) === role && !element.closest('[hidden], [aria-hidden="true"]'))
    .map((element) => ({ element, name: computeAccessibleName(element) }));
}

export function namesByRole(role: string, root?: Element): readonly string[] {
  return allByRole(role, root).map(({ name }) => name);
}

/** The only element of this role and name. */
export function byRole(role: string, name: string, root?: Element): HTMLElement {
  const all = allByRole(role, root);
  const matches = all.filter((found) => found.name === name);
  assert.equal(matches.length, 1, `one ${role} "${name}" among ${all.map((found) => found.name).join(', ')}`);
  return matches[0]!.element;
}

/** What axe finds wrong in the document. Colours and sizes are left to a browser that lays pages out. */
export async function violations(): Promise<readonly string[]> {
  const withoutLayout = ['color-contrast', 'target-size', 'scrollable-region-focusable'];
  const rules = Object.fromEntries(withoutLayout.map((rule) => [rule, { enabled: false }]));
  const results = await axe.run(document.documentElement, { rules, resultTypes: ['violations'] });
  return results.violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}
