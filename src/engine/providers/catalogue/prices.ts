import type { Price, TokenRates } from '../../model/price';

export interface ListedPrice {
  readonly pattern: RegExp;
  readonly price: Price;
  readonly source: PriceSource;
}

interface PriceSource {
  readonly url: string;
  /** When the price was last compared with it, as "2026-11-30". */
  readonly on: string;
}

const claude: PriceSource = { url: 'https://platform.claude.com/docs/en/about-claude/pricing', on: '2026-11-30' };
const openAi: PriceSource = { url: 'https://developers.openai.com/api/docs/pricing', on: '2026-11-30' };

function openAiModel(id: string): PriceSource {
  return { url: `https://developers.openai.com/api/docs/models/${id}`, on: '2026-11-30' };
}

/** Anthropic stores a prefix at 1.25 times the input's rate for five minutes, which is how it is asked to here. */
function anthropic(input: number, output: number, cachedInput = input / 10): TokenRates {
  return { input, output, cachedInput, cacheWrite: input * 1.25 };
}

/** Longer prompts than 272,000 tokens are charged twice for input and 1.5 times for output, the whole request. */
function inTwoLengths(rates: TokenRates): Price {
  const { input, output, cachedInput, cacheWrite } = rates;
  const twice = (rate: number | undefined): number | undefined => (rate === undefined ? undefined : rate * 2);
  const long = {
    input: input * 2,
    output: output * 1.5,
    cachedInput: twice(cachedInput),
    cacheWrite: twice(cacheWrite),
  };
  return { ...rates, long: { aboveTokens: 272_000, ...long } };
}

/** Stores a prefix unasked and reads it at a share of the input's rate. */
function openai(input: number, output: number, cachedInput: number): TokenRates {
  return { input, output, cachedInput };
}

/** The same, and what is stored costs 1.25 times the input's rate. */
function gpt6(input: number, output: number, cachedInput: number): Price {
  return inTwoLengths({ input, output, cachedInput, cacheWrite: input * 1.25 });
}

/**
 * Prices of the vendors' own hosts for text at their standard rates, in US dollars for a million tokens. The first match
 * counts; dots and dashes are the same, as in the table of models. A model without a row has no known price: it was not
 * found, or its sources differed (gpt-5.6-sol).
 */
export const listedPrices: readonly ListedPrice[] = [
  { pattern: /claude-fable-5[.-]2/, price: anthropic(8, 40, 0.2), source: claude },
  { pattern: /claude-(?:fable|mythos)-5[.-]1/, price: anthropic(10, 50, 0.25), source: claude },
  { pattern: /claude-(?:fable|mythos)-5(?![.-]\d\b)/, price: anthropic(10, 50), source: claude },
  { pattern: /claude-opus-5[.-]5/, price: anthropic(4, 20, 0.2), source: claude },
  { pattern: /claude-opus-5(?![.-]\d\b)/, price: anthropic(5, 25), source: claude },
  { pattern: /claude-opus-4[.-][5-8]/, price: anthropic(5, 25), source: claude },
  { pattern: /claude-opus-4/, price: anthropic(15, 75), source: claude },
  // Reading the store was twice as dear until 7 October 2026.
  { pattern: /claude-sonnet-5[.-]5/, price: anthropic(2, 10, 0.1), source: claude },
  { pattern: /claude-sonnet-5(?![.-]\d\b)/, price: anthropic(2, 10), source: claude },
  { pattern: /claude-sonnet-4/, price: anthropic(3, 15), source: claude },
  {
    pattern: /claude-haiku-5[.-]5/,
    price: { ...anthropic(0.1, 0.5), long: { aboveTokens: 100_000, ...anthropic(0.5, 2.5) } },
    source: claude,
  },
  { pattern: /claude-haiku-4[.-]5/, price: anthropic(1, 5), source: claude },

  { pattern: /gpt-6[.-]2-astra/, price: gpt6(8, 40, 0.4), source: openAiModel('gpt-6.2-astra') },
  { pattern: /gpt-6[.-][12]-sol/, price: gpt6(2, 10, 0.1), source: openAiModel('gpt-6.2-sol') },
  { pattern: /gpt-6[.-]1-terra/, price: gpt6(1, 5, 0.05), source: openAiModel('gpt-6.1-terra') },
  { pattern: /gpt-6-astra/, price: gpt6(10, 50, 1), source: openAiModel('gpt-6-astra') },
  { pattern: /gpt-6-sol/, price: gpt6(2, 10, 0.2), source: openAiModel('gpt-6-sol') },
  { pattern: /gpt-6-luna/, price: gpt6(0.1, 0.5, 0.01), source: openAiModel('gpt-6-luna') },
  { pattern: /gpt-5[.-]6-luna/, price: inTwoLengths(openai(0.2, 1.2, 0.02)), source: openAi },
  { pattern: /gpt-5[.-]6-terra/, price: inTwoLengths(openai(2, 12, 0.2)), source: openAi },
  { pattern: /gpt-5[.-][45]-pro/, price: { input: 30, output: 180 }, source: openAi },
  { pattern: /gpt-5[.-]2-pro/, price: { input: 21, output: 168 }, source: openAi },
  { pattern: /gpt-5-pro/, price: { input: 15, output: 120 }, source: openAi },
  { pattern: /gpt-5[.-]5(?!-)/, price: inTwoLengths(openai(5, 30, 0.5)), source: openAi },
  { pattern: /gpt-5[.-]4-mini/, price: openai(0.75, 4.5, 0.075), source: openAi },
  { pattern: /gpt-5[.-]4-nano/, price: openai(0.2, 1.25, 0.02), source: openAi },
  { pattern: /gpt-5[.-]4(?!-[a-z])/, price: inTwoLengths(openai(2.5, 15, 0.25)), source: openAi },
  { pattern: /gpt-5[.-]2(?!\d|-[a-z])/, price: openai(1.75, 14, 0.175), source: openAi },
  { pattern: /gpt-5(?:[.-]1)?(?!\.|-(?:\d\b|[a-z]))/, price: openai(1.25, 10, 0.125), source: openAi },
  { pattern: /gpt-5-mini/, price: openai(0.25, 2, 0.025), source: openAi },
  { pattern: /gpt-5-nano/, price: openai(0.05, 0.4, 0.005), source: openAi },
  { pattern: /gpt-4\.1-mini/, price: openai(0.4, 1.6, 0.1), source: openAi },
  { pattern: /gpt-4\.1-nano/, price: openai(0.1, 0.4, 0.025), source: openAi },
  { pattern: /gpt-4\.1/, price: openai(2, 8, 0.5), source: openAi },
  { pattern: /gpt-4o-mini(?!-[a-z])/, price: openai(0.15, 0.6, 0.075), source: openAi },
  { pattern: /gpt-4o(?!-[a-z]|-2024-05)/, price: openai(2.5, 10, 1.25), source: openAi },
];

/** Of the vendor that made the model; undefined where it is not known. */
export function listedPrice(model: string): Price | undefined {
  const name = model.toLowerCase();
  return listedPrices.find(({ pattern }) => pattern.test(name))?.price;
}
