import type { KeyForm } from './keyForm';
import { isMixed, isPassword, looksRandom } from './randomness';

/** Secrets in addresses, in connection strings, in headers and in commands. */
export const connectionForms: readonly KeyForm[] = [
  {
    kind: 'a password in an address',
    form: /(\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s:/?#@'"`<>]{0,80}:)[^\s@'"`<>]{3,200}(?=@[\w[.-])/gi,
    isReal: isPassword,
  },
  { kind: 'a token in an address', form: /(:\/\/)[\w-]{20,255}(?=@[\w[.-])/g, isReal: looksRandom },
  {
    kind: 'a token in an address',
    form: /([?&](?:[\w-]{0,30}(?:key|token|secret|passw(?:or)?d|pwd|auth|signature|sig|credential|session)|code)=)[^\s&#"'`<>()]{6,600}/gi,
    isReal: (found) => isPassword(found) && (/\d/.test(found) ? found.length >= 8 : false),
  },
  { kind: 'a webhook', form: /(hooks\.slack\.com\/(?:services|workflows|triggers)\/)[\w/+-]{20,}/g },
  { kind: 'a webhook', form: /(discord(?:app)?\.com\/api\/(?:v\d+\/)?webhooks\/)\d+\/[\w-]{20,}/g },
  { kind: 'a webhook', form: /(\.webhook\.office\.com\/webhookb2\/)[\w@/-]{20,}/gi },
  {
    kind: 'a key in an address',
    form: /((?:infura\.io|alchemy(?:api)?\.(?:com|io)|quiknode\.pro|ankr\.com|chainstack\.com|moralis\.io|helius-rpc\.com)\/(?:[\w-]{1,20}\/){0,3})[\w-]{24,}/g,
    isReal: (found) => /\d/.test(found),
  },
  {
    kind: 'a password in a connection string',
    form: /((?:;|["'`])\s*(?:password|pwd)\s*=\s*)[^;"'`\s]{3,}/gi,
    isReal: isPassword,
  },
  {
    kind: 'an Azure key',
    form: /((?:AccountKey|SharedAccessKey|SharedSecretKey|SharedSecretValue)\s*=\s*)[A-Za-z0-9+/=%]{20,}/gi,
  },
  { kind: 'an Azure key', form: /([?&;]sig=)[A-Za-z0-9%+/=_-]{24,}/g },
  { kind: 'an Azure key', form: /(?<![\w])\w{3}\dQ~[\w.~-]{31,}/g },
  {
    kind: 'an Azure key',
    form: /\b[A-Za-z0-9]{76}AZDO[A-Za-z0-9]{4}\b|\b[A-Za-z0-9/+]{42,88}(?:APIM|ACDb|\+ABa|\+AMC|\+ASt|AzCa|AzSe)[A-Za-z0-9+/]{5,}={0,2}/g,
  },
  {
    kind: 'an AWS secret key',
    form: /(\baws.{0,24}?(?:secret|key|token).{0,24}?["'\s:=,]+)[A-Za-z0-9/+=]{40,}(?![A-Za-z0-9/+=])/gi,
  },
  {
    kind: 'a bearer token',
    form: /(\b(?:Bearer|Token|SSWS|Splunk|GenieKey|ApiKey|Api-Key|OAuth)\s+)[A-Za-z0-9._~+/-]{20,}=*/g,
    isReal: (found) => isMixed(found) || looksRandom(found),
  },
  { kind: 'a bearer token', form: /(\bBasic\s+)[A-Za-z0-9+/]{12,}={0,2}(?=["'`\s]|$)/g, isReal: isMixed },
  { kind: 'a session', form: /(\bCookie["']?\s*[:=]\s*["']?[^=;"'\n]{1,60}=)[\w%.+/=-]{20,}/g, isReal: looksRandom },
  { kind: 'a session', form: /(\boauth:)[a-z0-9]{30}(?![a-z0-9])/g, isReal: looksRandom },
  {
    kind: 'a password in a command',
    form: /(\b(?:curl|wget|http|https|xh)\b.{0,200}?\s(?:-u|--user|--auth|-a)[ =]?["']?[\w.@-]{1,60}:)[^\s"'`]{4,100}/g,
    isReal: isPassword,
  },
  {
    kind: 'a password in a command',
    form: /(\b(?:sshpass|mysql|mysqldump|mariadb|mongosh?|mongodump|redis-cli|sqlcmd|docker\s+login|htpasswd)\b.{0,200}?\s(?:-p|-a|-P|-b\s+\S{1,60}\s+\S{1,60}|--pass(?:word)?)[ =]?["']?)(?![-\d]{1,5}(?:\s|$))[^\s"'`-][^\s"'`]{5,100}/g,
    isReal: isPassword,
  },
  {
    kind: 'a password in a command',
    form: /(\bIDENTIFIED\s+(?:WITH\s+\w{1,40}\s+)?(?:BY|AS)\s+|\b(?:USER|ROLE|LOGIN|WITH|ENCRYPTED)\b.{0,80}?\bPASSWORD\s*=?\s*)(?:N?'[^'\n]{4,100}'|"[^"\n]{4,100}")/gi,
    isReal: (found) => isPassword(found.replace(/^N?['"]|['"]$/g, '')),
  },
  {
    kind: 'a password',
    form: /(^\s*(?:(?:machine\s+\S{1,200}|default)\s+)?(?:login\s+\S{1,100}\s+)?(?:password|bindpw|rootbindpw|requirepass|masterauth)\s+)[^\s"'`;,(){}]{6,100}(?=\s*$)/g,
    isReal: (found) => isPassword(found) && /\d/.test(found),
  },
  {
    kind: 'a hash of a password',
    form: /\$(?:apr1|1|5|6|y|7|2[abxy]?|argon2id?|argon2i|scrypt|pbkdf2[\w-]*)\$[\w./$=,+-]{20,}/g,
  },
];
