/** US dollars for a million tokens. */
export interface TokenRates {
  readonly input: number;
  readonly output: number;
  /** Input that the vendor had stored from a request before; `input` where absent. */
  readonly cachedInput?: number;
  /** Input that the vendor stores for the next request; `input` where absent. */
  readonly cacheWrite?: number;
}

export interface Price extends TokenRates {
  /** Other rates for the whole of a request whose input is longer than so many tokens. */
  readonly long?: TokenRates & { readonly aboveTokens: number };
}

/** US dollars for a million tokens. No vendor has asked for a tenth of it: what is dearer is no price but a mistake. */
export const highestRate = 10_000;

/** Tokens of one request. The stored ones, read and written, are part of the input. */
export interface BilledTokens {
  readonly input: number;
  readonly output: number;
  readonly cachedInput?: number;
  readonly cacheWrite?: number;
}

/** US dollars. */
export function tokenCost(price: Price, { input, output, cachedInput = 0, cacheWrite = 0 }: BilledTokens): number {
  const rates = price.long && input > price.long.aboveTokens ? price.long : price;
  const read = Math.min(cachedInput, input);
  const written = Math.min(cacheWrite, input - read);
  const dollars =
    (input - read - written) * rates.input +
    read * (rates.cachedInput ?? rates.input) +
    written * (rates.cacheWrite ?? rates.input) +
    output * rates.output;
  return dollars / 1e6;
}
