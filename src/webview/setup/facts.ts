import { type ComponentChildren, h } from 'preact';
import { Icon } from '../shared/iconComponent';

interface FactsProps {
  readonly model: string;
  readonly host: string;
  readonly facts: readonly string[];
  readonly warnings: readonly string[];
}

/** What is known of a provider: its model and host, what it adds, what keeps it from answering. */
export function Facts({ model, host, facts, warnings }: FactsProps): ComponentChildren {
  const clauses = [host, ...facts].filter((fact) => fact !== '');
  return [
    model !== '' && h('p', { key: 'model', class: 'model', dir: 'auto' }, model),
    clauses.length > 0 && h('p', { key: 'facts', class: 'quiet' }, clauses.join(' · ')),
    ...warnings.map((warning) => h('p', { key: warning, class: 'warning' }, h(Icon, { name: 'warning' }), warning)),
  ];
}
