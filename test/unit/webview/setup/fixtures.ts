import type { LinkView, OfferView, SetupView } from '../../../../src/engine/setup/view/protocol';

export function link(label: string, changes: Partial<LinkView> = {}): LinkView {
  return {
    rowId: label,
    label,
    host: `${label.toLowerCase().replaceAll(' ', '-')}.test`,
    model: 'large',
    completionModel: 'large',
    isEnabled: true,
    facts: ['a place of its own', 'price not known'],
    isKeyMissing: false,
    warnings: [],
    ...changes,
  };
}

export function offer(label: string, changes: Partial<OfferView> = {}): OfferView {
  return {
    offerId: label,
    label,
    host: `${label.toLowerCase()}.test`,
    model: 'large',
    facts: ['key from LARGE_KEY', 'price not known'],
    needsKey: false,
    ...changes,
  };
}

export function setupView(changes: Partial<SetupView> = {}): SetupView {
  return {
    next: { text: 'Test whether they can be reached.', action: { type: 'test' } },
    limits: [],
    links: [link('Alpha'), link('Beta'), link('Gamma')],
    found: [offer('Ollama')],
    isLooking: false,
    byKey: [offer('Groq', { needsKey: true, keyPage: 'console.groq.test' })],
    ...changes,
  };
}
