import { languageFactsOf } from '../../../src/engine/completion/syntax/languages/languages';
import type { LanguageFacts } from '../../../src/engine/completion/api/languageFacts';
import type { Suggestion } from '../../../src/engine/completion/api/suggestion';
import { TreeSyntax } from '../../../src/engine/completion/syntax/syntaxTree';
import { silentLog } from '../../../src/engine/model/log';
import type { Provider } from '../../../src/engine/model/provider/provider';
import type { StreamEvent } from '../../../src/engine/model/stream/stream';
import { VirtualTime } from '../../simulation/virtualTime';
import { createSubject, queryAt } from '../subject';
import { forever } from '../typing/forever';
import { languageConfigurations } from './editor/languageConfigurations';
import type { Answer } from './models';
import { type Place, suffixOf } from './place';
import { readGrammar } from '../grammarFile';

/** Characters that come at once. */
const pieceLength = 12;

const syntax = new TreeSyntax(readGrammar, silentLog);

/** The completion engine with its streams, its clean-up and its grammars, asked at a place, with a model that says what it is told to. */
export class Everpair {
  private answer: Answer = { raw: '' };
  private asked = 0;
  private readonly engine = createSubject({
    clock: new VirtualTime(0),
    provider: this.provider(),
    baseUrl: 'https://bench.example',
    syntax,
  });

  /** The grammar is there from now on. */
  static prepare(languageId: string): Promise<void> {
    return syntax.prepare(languageId);
  }

  suggest(place: Place, answer: Answer): Promise<Suggestion | undefined> {
    this.answer = answer;
    this.asked += 1;
    const { prefix, path, languageId, indentation } = place;
    // A document of its own each time: nothing is known of what was written for another.
    const query = queryAt(`${this.asked}`, { prefix, suffix: suffixOf(place), path, languageId });
    const cursor = { ...query.cursor, language: factsOf(languageId), indentation };
    return this.engine.suggest({ ...query, cursor, explicit: true, prefetch: 'off' }, forever);
  }

  private provider(): Provider {
    return {
      id: 'bench',
      type: 'openai-compatible',
      fimSupport: () => Promise.resolve('native'),
      fim: () => streamOf(this.answer),
      chat: () => {
        throw new Error('The bench has a fill-in-the-middle model only.');
      },
      listModels: () => Promise.resolve({ ok: true, models: [] }),
    };
  }
}

const facts = new Map<string, LanguageFacts>();

/** As the extension reads it from the language's configuration; the same object each time. */
function factsOf(languageId: string): LanguageFacts {
  const known = facts.get(languageId);
  if (known) return known;
  const autoClosingPairs = languageConfigurations[languageId]?.pairs.map(([open, close, notIn = '']) => ({
    open,
    close,
    notIn: [...(notIn.includes('s') ? ['string'] : []), ...(notIn.includes('c') ? ['comment'] : [])],
  }));
  const found = { ...languageFactsOf(languageId), ...(autoClosingPairs ? { autoClosingPairs } : {}) };
  facts.set(languageId, found);
  return found;
}

async function* streamOf({ raw, isCut }: Answer): AsyncGenerator<StreamEvent, void, undefined> {
  for (let at = 0; at < raw.length; at += pieceLength) yield { type: 'text', text: raw.slice(at, at + pieceLength) };
  yield { type: 'done', reason: isCut ? 'length' : 'stop' };
}
