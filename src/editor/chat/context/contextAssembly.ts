import * as l10n from '@vscode/l10n';
import {
  type Attachment,
  attachmentTokens,
  type ContextChip,
  type ContextGroup,
  fitContext,
  type FittedGroup,
  type Gathered,
  identity,
  type Mention,
  mentionChip,
  nothingGathered,
  offeredChip,
} from '../../../engine/chat';
import type { KeptBackFile } from '../../../engine/privacy';
import type { EditorOffer } from '../activeEditor';
import type { ContextCommand } from './contextCommand';
import type { Rules } from './rulesFiles';

/** Id of the chip of the rules. */
export const rulesId = 'rules';
/** Id of the chip of the command. */
export const commandId = 'command';

/** Share of all attachments that rules may take. */
const rulesShare = 0.3;

/** All that decides what goes with a prompt. */
export interface ContextState {
  readonly offers: readonly EditorOffer[];
  /** `gathered` is absent while it is read. */
  readonly mentions: readonly { readonly mention: Mention; readonly gathered: Gathered | undefined }[];
  /** The command that the prompt is; absent where it is none, or is sent as it was typed. */
  readonly command?: ContextCommand;
  readonly rules: Rules;
  /** The user took the rules away for this conversation. */
  readonly isWithoutRules: boolean;
  readonly budgetTokens: number;
  /** A chip of which all is wanted to be seen, also where it is not included now. */
  readonly shownId?: string;
}

export interface ContextAssembly {
  readonly chips: readonly ContextChip[];
  /** By the id of their chip. */
  readonly attachments: ReadonlyMap<string, readonly Attachment[]>;
  readonly keptBack: readonly KeptBackFile[];
}

/** What is sent of everything, within the budget, and how it shows. */
export function assemble(state: ContextState): ContextAssembly {
  const rules = state.rules.type === 'rules' ? state.rules.gathered : nothingGathered;
  const withRules = !state.isWithoutRules || state.shownId === rulesId;
  const rulesBudget = Math.floor(state.budgetTokens * rulesShare);
  const [rulesFit] = fitContext([{ id: rulesId, pieces: withRules ? rules.pieces : [] }], rulesBudget);
  const mentioned = new Set(state.mentions.map(({ mention }) => mention.id));
  const { command } = state;
  const withEditor = command?.withEditor ?? true;
  const offers = state.offers.filter(({ chip }) => withEditor && (chip.kind !== 'file' || !mentioned.has(chip.id)));
  const commandTokens = command ? attachmentTokens(command.attachment) : 0;
  const groups = withoutRepetition([
    ...offers.map((offer) => ({
      id: offer.chip.id,
      pieces: offer.chip.state === 'included' || offer.chip.id === state.shownId ? offer.pieces() : [],
    })),
    ...state.mentions.map(({ mention, gathered }) => ({ id: mention.id, pieces: gathered?.pieces ?? [] })),
  ]);
  const fitted = fitContext(groups, state.budgetTokens - (rulesFit?.tokens ?? 0) - commandTokens);
  const fits = new Map([...(rulesFit ? [rulesFit] : []), ...fitted].map((fit) => [fit.id, fit]));
  const sources = [...(withRules ? [rules] : []), ...state.mentions.flatMap(({ gathered }) => gathered ?? [])];
  return {
    chips: [
      ...(command ? [commandChip(command, commandTokens)] : []),
      ...rulesChips(state, rulesFit),
      ...offers.map(({ chip }) => offerChip(chip, fits.get(chip.id))),
      ...state.mentions.map(({ mention, gathered }) =>
        mentionChip(mention, ownPieces(gathered, groups, mention.id), fits.get(mention.id)),
      ),
    ],
    attachments: new Map([
      ...(command ? [[commandId, [command.attachment]] as const] : []),
      ...[...fits].map(([id, { attachments }]) => [id, attachments] as const),
    ]),
    keptBack: sources.flatMap(({ keptBack }) => keptBack),
  };
}

/** Taking it away sends the prompt as it was typed. */
function commandChip({ attachment, detail }: ContextCommand, tokens: number): ContextChip {
  const { name = attachment.path, masked = [] } = attachment;
  const said = masked.length === 0 ? detail : `${detail}\n${l10n.t('Masked: {0}.', masked.join(', '))}`;
  return { id: commandId, kind: 'command', label: name, note: '', detail: said, state: 'included', tokens };
}

/** What several chips hold is sent with the first. */
function withoutRepetition(groups: readonly ContextGroup[]): readonly ContextGroup[] {
  const seen = new Set<string>();
  return groups.map(({ id, pieces }) => ({
    id,
    pieces: pieces.filter(({ attachment }) => {
      const key = identity(attachment);
      const isNew = !seen.has(key);
      seen.add(key);
      return isNew;
    }),
  }));
}

function ownPieces(gathered: Gathered | undefined, groups: readonly ContextGroup[], id: string): Gathered | undefined {
  const pieces = groups.find((group) => group.id === id)?.pieces ?? [];
  if (!gathered || pieces.length === gathered.pieces.length) return gathered;
  const note = [gathered.note, l10n.t('Some of it is sent with another part of the context.')];
  return { ...gathered, pieces, note: note.filter((each) => each !== undefined).join('\n') };
}

function offerChip(chip: ContextChip, fitted: FittedGroup | undefined): ContextChip {
  return chip.state === 'included' && fitted ? offeredChip(chip, fitted) : chip;
}

function rulesChips({ rules, isWithoutRules }: ContextState, fitted: FittedGroup | undefined): readonly ContextChip[] {
  if (rules.type === 'none') return [];
  if (rules.type === 'not-read') {
    const note = l10n.t('not read');
    return [{ id: rulesId, kind: 'rules', label: rulesLabel(), note, detail: rules.why, state: 'blocked' }];
  }
  const label = rulesLabel(rules.gathered);
  if (isWithoutRules) {
    const note = l10n.t('not sent');
    const detail = l10n.t('{0}: not sent in this conversation. Add it to send it.', label);
    return [{ id: rulesId, kind: 'rules', label, note, detail, state: 'offered' }];
  }
  return [mentionChip({ id: rulesId, kind: 'rules', label }, rules.gathered, fitted)];
}

/** How rules are called where they are shown. */
function rulesLabel({ pieces }: Gathered = nothingGathered): string {
  const names = pieces.map(({ attachment }) => attachment.path);
  return names.length === 0 ? l10n.t('Rules') : l10n.t('Rules: {0}', names.join(', '));
}
