import type { KeyForm } from './keyForm';
import {
  isMixed,
  isNoUuid,
  isPassword,
  isQuotedPassword,
  isValue,
  looksRandom,
  looksRandomWithMarks,
} from './randomness';

/** Words in a name that point to a secret, and what may follow them. */
const secretName =
  '(?:secret|token|pass(?:word|wd|phrase)|pwd|api[_-]?key|access[_-]?key|auth[_-]?key|private[_-]?key|encryption[_-]?key|signing[_-]?key|subscription[_-]?key|master[_-]?key|account[_-]?key|pre[_-]?shared[_-]?key|credential)[A-Za-z0-9_.-]{0,20}';
const passwordName = '(?:password|passwd|passphrase|passcode|pwd|(?<![A-Za-z])pass|[_-]pass|psk)';
/** Between a name and its value, in code, data, calls, XML and PHP. */
const between = String.raw`["'\x60]?\]?\s{0,3}(?:(?::=|=>|[:=])\s{0,3}|,\s{0,3}(?=["']))`;

/** The value next to a name that points to a secret. */
export const namedForms: readonly KeyForm[] = [
  {
    kind: 'a key',
    form: new RegExp(
      `([A-Za-z0-9_.-]{0,40}${secretName}${between}[bru]?["'\`]?)[A-Za-z0-9+/=_.~!@#%^&*:-]{16,200}(?=["'\`,;\\s)\\]}]|$)`,
      'gi',
    ),
    isReal: (found) =>
      looksRandom(found) || looksRandomWithMarks(found) || (isMixed(found) && /^[A-Za-z0-9]{20,}$/.test(found)),
  },
  {
    kind: 'a key',
    form: new RegExp(`([A-Za-z0-9_.-]{0,40}${secretName}${between}[bru]?["'])[^\\s"']{16,200}(?=["'])`, 'gi'),
    isReal: looksRandomWithMarks,
  },
  {
    kind: 'a key',
    form: /(\b(?!(?:public|cache|primary|foreign|query|sort|object|partition|i18n|row|map|hot)[_-]?)[A-Za-z0-9_.-]{0,40}(?:[_-]key|Key|_KEY|_PAT|_DSN|_SALT|salt|\bauth|\bkey|_session)["'`]?\]?\s{0,3}(?::=|=>|[:=])\s{0,3}["'`]?)[A-Za-z0-9+/=_.:-]{16,200}(?=["'`,;\s)\]}]|$)/g,
    isReal: isNoUuid,
  },
  { kind: 'a key', form: /(_(?:RECORD|LICENSE|API|WRITE|ADMIN|PROJECT)_KEY=["']?)[0-9a-f-]{36}(?=["'\s]|$)/g },
  { kind: 'a package registry token', form: /((?:^|[\s:])_(?:authToken|password|auth)=["']?)[^\s"'${]{8,}/g },
  { kind: 'a package registry token', form: /(\bBUNDLE_[A-Z0-9_]+(?:=|:\s?)["']?)[\w.-]+:[\w.-]{6,}/g },
  { kind: 'a private key', form: /("kty"\s{0,3}:.{0,400}?"(?:d|k|p|q|dp|dq|qi)"\s{0,3}:\s{0,3}")[\w-]{20,}/g },
  { kind: 'a private key', form: /("(?:d|k)"\s{0,3}:\s{0,3}")[\w-]{42,}(?=".{0,400}?"kty")/g },
  {
    kind: 'a private key',
    form: /(\b(?:priv(?:ate)?_?key|secret_?key|signing_?key|mnemonic_?key|pk|sk)["'`]?\s{0,3}[:=]\s{0,3}["'`]?)(?:0x)?[0-9a-f]{64}(?![0-9a-f])/gi,
  },
  {
    kind: 'a password',
    form: /(^\s*(?:-\s+|export\s+|ENV\s+|set\s+|ARG\s+)?["']?[A-Z][A-Z0-9_]*(?:PASSWORD|PASSWD|PASS|PWD|SECRET|TOKEN|API_?KEY|ACCESS_?KEY|SECRET_?KEY|PRIVATE_?KEY)(?:_BASE)?["']?\s*[:=]\s*["']?)[^\s"'`,;${}()<>[\]]{8,}(?=["']?,?\s*(?:$|\S+\s))/g,
    isReal: isValue,
  },
  {
    kind: 'a password',
    form: /(^\s*(?:export\s+)?[A-Z][A-Z0-9_]*(?:PASSWORD|PASSWD|PASSPHRASE|SECRET)\s*=\s*")[^"\n]{8,100}(?="\s*$)/g,
    isReal: (found) => isPassword(found) && /\d/.test(found),
  },
  {
    kind: 'a password',
    form: new RegExp(
      `([A-Za-z0-9_.-]{0,40}${passwordName}${between}[bru]?"|[A-Za-z0-9_.-]{0,40}${passwordName}${between}[bru]?')[^\\s"']{6,100}(?=["'])`,
      'gi',
    ),
    isReal: isQuotedPassword,
  },
  {
    kind: 'a password',
    form: new RegExp(
      `(^\\s*(?:-\\s+)?["']?[A-Za-z0-9_.-]{0,60}${passwordName}["']?(?:=|:\\s{1,3}|\\s=\\s))[^\\s"'\`,;(){}<>[\\]]{6,100}(?=\\s*$)`,
      'gi',
    ),
    isReal: isUnquoted,
  },
  {
    kind: 'a password',
    form: /(<(?:[\w.:-]{0,40})(?:password|passwd|passphrase|secret|token|apikey)>)[^<>\s]{4,200}(?=<\/)/gi,
    isReal: (found) => isPassword(found) && /[\d\W]/.test(found),
  },
  {
    kind: 'a password',
    form: /((?:key|name)="[\w.:-]{0,40}(?:password|passwd|secret|token|apikey)"\s{1,3}value=")[^"\s]{4,200}(?=")/gi,
    isReal: (found) => isPassword(found) && /[\d\W]/.test(found),
  },
];

/** No name of a variable: `foo2` can be one, `hunter2!` and `S3cretPass` cannot, or seldom are. */
function isUnquoted(found: string): boolean {
  if (!isValue(found) || /pass(?:word|wd)/i.test(found)) return false;
  return /[^\w.]/.test(found) || found.length >= 8;
}
