/** Tokens; an answer that may be no longer is not worth another request. */
const minAnswerTokens = 64;
/** Prices are counted a little otherwise each time. */
const safeShare = 0.95;

/**
 * Tokens that an answer may take, where a host refused a request that asked for more: "You requested up to 65536 tokens, but can
 * only afford 30104", "max_tokens: 64000 > 8192, which is the maximum allowed number of output tokens", "This model supports at
 * most 16384 completion tokens".
 */
export function outputLimitIn(message: string): number | undefined {
  const words = message.slice(0, 2_000);
  const afforded = tokensOf(/can only afford (\d+)/i.exec(words)?.[1]);
  const allowed = tokensOf(limits.map((limit) => limit.exec(words)?.[1]).find((found) => found !== undefined));
  const tokens = afforded === undefined ? allowed : Math.floor(afforded * safeShare);
  return tokens !== undefined && tokens >= minAnswerTokens ? tokens : undefined;
}

const limits = [
  /max_?(?:completion_|output_)?tokens\W{0,3} ?\d+ > (\d+)/i,
  /supports at most (\d+) (?:completion|output) tokens/i,
  /max_?(?:completion_|output_)?tokens\b.{0,60}(?:at most|less than or equal to|<=|no more than) ?(\d+)/i,
];

function tokensOf(digits: string | undefined): number | undefined {
  return digits === undefined ? undefined : Number(digits);
}
