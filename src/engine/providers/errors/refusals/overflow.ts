/**
 * Whether a refusal says, in any words, that the request is too long for the model, and how much the model would take.
 * Collected from the errors of some thirty hosts and servers. Future hosts will name the same things in another order.
 */
export interface Overflow {
  /** The window or limit that was named, in the host's own count of tokens. */
  readonly contextWindowTokens?: number;
}

/** The names that the hosts' own codes have for it, with their signs taken out. */
const overflowCodes =
  /^(?:(?:model)?context(?:length|window|size|limit)exceeded|exceedcontextsizeerror|modelmaxprompttokensexceeded|tokenslimitreached|(?:input|prompt|string)toolong|1261)$/;

export function isOverflowCode(code: string): boolean {
  return overflowCodes.test(code.replace(/[^a-z0-9]/gi, '').toLowerCase());
}

/** Undefined where the words are about something else: a rate, an account, the length of the answer, a field. */
export function overflowOf(message: string): Overflow | undefined {
  const words = plain(message);
  const aboutInput = words.replace(output, ' ');
  if (!window.test(aboutInput)) {
    if (rate.test(words)) return undefined;
    if (!input.test(aboutInput.replace(otherThings, ' '))) return undefined;
  }
  const tokens = limitIn(words);
  return tokens === undefined ? {} : { contextWindowTokens: tokens };
}

/** Whether the model's window itself is said to be full; sure enough to count against any status. */
export function namesFullWindow(message: string): boolean {
  return window.test(plain(message).replace(output, ' '));
}

/** Characters that hardly any text has for one token. */
const maxCharsPerToken = 6;

/**
 * Whether one request is larger than all that a limit lets through in its time, so that waiting does not help: "Limit
 * 30000, Requested 35039". `sent`: the request's body, used where the host names its limit alone.
 */
export function isLargerThanRate(message: string, sent = ''): boolean {
  const words = plain(message);
  const [, limit] = /\blimit:? ?(\d+)/i.exec(words) ?? /(\d+) (?:\w+ )?tokens per min/i.exec(words) ?? [];
  const [, requested] = /\brequested:? ?(?:about )?(\d+)/i.exec(words) ?? [];
  if (limit !== undefined && requested !== undefined) return Number(requested) > Number(limit);
  if (/\brequest (?:is |was )?too large\b/i.test(words)) return true;
  return limit !== undefined && /\btokens per min/i.test(words) && sent.length / maxCharsPerToken > Number(limit);
}

/** One line without marks of code, so that `max_tokens` and "max tokens" are the same. */
function plain(message: string): string {
  return (
    message
      .slice(0, 2_000)
      // MiniMax's code for it looks like the limit.
      .replace(/\(2013\)/, '')
      .replace(/[`'"*]+/g, '')
      .replace(/[_\s]+/g, ' ')
      .replace(/(\d)[,'’](?=\d{3}\b)/g, '$1')
  );
}

const excess = String.raw`exceed(?:s|ed|ing)?|over(?:flow|run)?s?|too (?:long|large|big|small)|(?:longer|larger|greater|bigger|more) than|do(?:es)? not fit|fit into|beyond|reached|is full`;

/** The window itself is named: nothing else has one. */
const window = new RegExp(
  [
    String.raw`\bcontext (?:length|window|size|limit)s?\b[^.]{0,80}?\b(?:${excess})\b`,
    String.raw`\b(?:${excess})\b[^.]{0,80}?\b(?:context (?:length|window|size|limit)|n ctx|max (?:seq|model) len)`,
    String.raw`\b(?:exceed(?:s|ed|ing)?|overflow(?:s|ed|ing)?) (?:the |its )?(?:\w+ )?context\b(?! deadline)`,
    String.raw`\bmax(?:imum)? (?:\w+ )?context\b`,
    String.raw`\bcontext (?:length|window|size)(?: of)?(?: is)?(?: only)? ?[:=(]? ?\d`,
    String.raw`>=? ?n ctx`,
    String.raw`\bmax(?:imum)? message tokens\b`,
    String.raw`上下文[^。；;]{0,20}(?:超|过长|太长)|(?:超出|超过)[^。；;]{0,20}上下文`,
  ].join('|'),
  'i',
);

const subject = String.raw`(?:prompt|inputs?|messages?|conversation|query|text|content|payload|body|sequence|tokens|token (?:count|limit|length|number)|request(?= (?:is |was |body |size )?(?:too |exceeds? the (?:max|limit|size|token|context))))`;

/** What is sent is too long, though no window is named. */
const input = new RegExp(
  [
    String.raw`\b${subject}\b(?:[ ,]+(?!try |please |and )[\w()+.-]+){0,8}? ?(?:\b(?:${excess}|(?:must|should|can) (?:only )?(?:be|have) (?:at most|less than|fewer than|under|below|<=?)(?=[^.]{0,60}\d))\b|[<>]=? ?\d)`,
    String.raw`\b(?:${excess}) (?:\w+ ){0,3}(?:prompt|input|token limit|max(?:imum)? (?:\w+ ){0,3}tokens)\b`,
    String.raw`\brange of (?:the )?(?:input|prompt) length\b`,
    String.raw`\btoo many (?:\w+ )?tokens\b`,
    String.raw`\bmax(?:imum)? (?:allowed )?(?:prompt|input|model|sequence) (?:length|tokens|size)\b`,
    String.raw`\b(?:reduce|shorten|truncate|decrease|cut) (?:the )?(?:length|size|number of tokens)? ?(?:of )?(?:the |your )?(?:\w+ )?(?:prompt|inputs?|messages?|conversation|text)\b`,
    String.raw`\b(?:prompt|text|content|messages?|input)\b[^.]{0,20}\bexpected max ?length`,
    String.raw`(?:输入|提示词?|prompt|tokens?|消息|内容|对话|文本)[^。；;]{0,20}(?:超长|过长|太长|超过|超出|超限)|长度(?:超限|超过|超出)`,
  ].join('|'),
  'i',
);

/** The length of the answer that was asked for, which says nothing of the request's. */
const output =
  /\b(?:too many tokens: ?)?max ?(?:(?:completion|output|new|generated?) ?)?tokens\b(?! allowed)|\bmaximum tokens\b|\b(?:max(?:imum)? )?(?:number of )?(?:output|completion|generated|new|budget) tokens\b|\bmaximum output\b|\binput should (?:be|have|match)\b[^.;]*/gi;

/** Fields and attachments with limits of their own. */
const otherThings =
  /\b(?:images?|audio|video|pdf|tools?|functions?|names?|stop(?: sequences?)?|ids?|schemas?|metadata|descriptions?|attachments?|files?|pages|documents?|keys?|headers?|urls?|temperature|top p|logprobs)\b[^.;]{0,40}?(?:exceed|too (?:long|large|many|big)|longer|greater|larger|more than|must|should|cannot)[^.;]*/gi;

const rate =
  /\bper[ -](?:minute|min|hour|day|second|month|week)\b|\b[rtq]p[mdhs]\b|rate.?limit|throttl|too many requests|quota|concurren|\b(?:please )?wait\b|try again (?:in|later|after)|retry after|\b(?:hourly|daily|weekly|monthly|billing|credits?|balance|upgrade|plan|expired?|timeout|timed out|deadline|afford)\b/i;

const number = String.raw`(\d{2,9}(?:\.\d+)?)(?: ?([km])\b)?(?![\d.]*\d)(?! ?(?:bytes|characters|chars|kb|mb|kib|mib|ms|seconds|s)\b)`;
const between = String.raw`(?:(?! by\b)[^\d.>]){0,60}?`;

/** In the order in which they are sure. */
const limits = [
  // 213462 tokens > 200000 maximum; 189136 + 20000 > 204648; n_keep: 5000 >= n_ctx: 4096
  new RegExp(String.raw`(?<=\d[^\d>]{0,20})>=? ?(?:[a-z ]{0,20}:? ?)?${number}`, 'i'),
  // must be <= 4096
  new RegExp(String.raw`(?:<=?|≤) ?${number}(?! ?>)`, 'i'),
  // [1, 98304]
  new RegExp(String.raw`[[(] ?\d+ ?, ?${number} ?[\])]`, 'i'),
  // exceeds the limit of 4096; longer than the model's context length (200 tokens)
  new RegExp(
    String.raw`\b(?:(?:cannot |must not )?exceed(?:s|ed|ing)?|(?:longer|larger|greater|more|less|fewer) than|too (?:large|long|big) for|at most|only|up to)\b${between}${number}`,
    'i',
  ),
  // maximum context length is 8192 tokens; while limit is 8192; n_ctx: 4096
  new RegExp(
    String.raw`\b(?:max(?:imum)?|limit|window|context (?:length|size)|n ctx|allowed|supports)\b${between}${number}(?! tokens? (?:requested|in your|were))`,
    'i',
  ),
  new RegExp(String.raw`${number}(?: tokens?)? (?:maximum|limit)\b`, 'i'),
];

/** Fewer are no window of any model, but a count of something else. */
const minWindowTokens = 128;
const maxWindowTokens = 100_000_000;

function limitIn(words: string): number | undefined {
  for (const pattern of limits) {
    const [, amount, unit = ''] = pattern.exec(words) ?? [];
    if (amount === undefined) continue;
    const tokens = Math.round(Number(amount) * ({ k: 1_000, m: 1_000_000 }[unit.toLowerCase()] ?? 1));
    if (tokens >= minWindowTokens && tokens <= maxWindowTokens) return tokens;
  }
  return undefined;
}
