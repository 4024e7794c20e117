/**
 * What is a credential by its form alone, whosever it is. Wider than the forms for which files are searched (`privacy`): a
 * vendor quotes part of a key back, and a word too many that is taken out of its message costs nothing.
 */
const forms: readonly RegExp[] = [
  /\b(bearer|basic)\s+[\w.~+/=-]{6,}/gi,
  /((?:\b|_)[a-z][a-z0-9+.-]{1,20}:\/\/)[^\s/?#@"'<>]{1,400}@/gi,
  /(?:\b|_)(?:(?:sk|pk|rk|xai|gsk|hf|fw|r8|tgp|pplx|nvapi|csk|pcsk|tvly|jina|voy|key|api|tok|ghp|gho|ghu|ghs|ghr|glpat|lsv2|npm|xox[a-z]|shp[a-z]{2}|dapi|github_pat)[-_])[-_A-Za-z0-9*.]{8,}/g,
  /(?:\b|_)(?:AIza|AKIA|ASIA|ABIA|ACCA|AQVN|ya29\.|GOCSPX-|SG\.|LTAI)[-_A-Za-z0-9*.]{8,}/g,
  /(?:\b|_)eyJ[\w-]{6,}(?:\.[\w-]*){0,4}/g,
  // A value with digits after a word that points to a secret.
  /((?:api[-_ ]?key|subscription[-_ ]?key|access[-_ ]?key|\bkey|token|secret|password|passwd|credentials?)["'`]?(?:\s+(?:is|was|provided|id))?\s{0,2}[:=]?\s{0,2}["'`]?)(?=[-\w.+/=*]{0,200}\d)[-\w.+/=*]{8,}/gi,
];

/** Long texts without a space that are as likely a key as the id of something. */
const opaque = /\b[A-Fa-f0-9]{32,}\b|\b[A-Za-z0-9_-]{40,}\b/g;

/** Takes out everything with the form of a credential. */
export function redactCredentials(text: string): string {
  return forms.reduce(
    (left, form) =>
      left.replace(form, (_found, before: unknown) => {
        // Without a group the offset stands in its place.
        const kept = typeof before === 'string' ? before : '';
        return `${kept}${/\w$/.test(kept) ? ' ' : ''}[redacted]`;
      }),
    text,
  );
}

/** The same, and possible credentials: vendors quote part of a wrong key back. */
export function redact(text: string): string {
  return redactCredentials(text).replace(opaque, '[redacted]');
}
