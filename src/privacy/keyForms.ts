/** A form that secrets of one kind have. The first group, where there is one, is kept. */
export interface KeyForm {
  readonly kind: string;
  readonly form: RegExp;
  /** Whether it is a secret at all, by its text; absent where the form alone tells. */
  readonly isReal?: (found: string) => boolean;
}

/** Documented by their vendors, or taken from the public rules of scanners for secrets. Each has its test. */
export const keyForms: readonly KeyForm[] = [
  { kind: 'an AWS access key', form: /\b(?:A3T[A-Z0-9]|AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}\b/g },
  {
    kind: 'an AWS secret key',
    form: /(\baws.{0,24}?(?:secret|key|token).{0,24}?["'\s:=,]+)[A-Za-z0-9/+=]{40,}(?![A-Za-z0-9/+=])/gi,
  },
  { kind: 'a GitHub token', form: /\b(?:gh[pousr]_[A-Za-z0-9]{30,255}|github_pat_\w{30,255})/g },
  { kind: 'a GitLab token', form: /\bgl(?:pat|dt|rt|ptt|cbt|ft|soat|imt|agent|oas|ffct)-[\w-]{20,}/g },
  { kind: 'a Slack token', form: /\bxox[abdeoprs](?:\.xox[bp])?-[\w-]{10,}|\bxapp-\d-[\w-]{10,}/g },
  { kind: 'a webhook', form: /(hooks\.slack\.com\/(?:services|workflows|triggers)\/)[\w/+-]{20,}/g },
  { kind: 'a webhook', form: /(discord(?:app)?\.com\/api\/webhooks\/)\d+\/[\w-]{20,}/g },
  { kind: 'a webhook', form: /(\.webhook\.office\.com\/webhookb2\/)[\w@/-]{20,}/g },
  { kind: 'an API key', form: /\bsk-(?:ant-|proj-|svcacct-|admin-|or-v1-|lf-|service-)[\w-]{16,}/g },
  { kind: 'an API key', form: /\bsk-[A-Za-z0-9_-]{20,}/g, isReal: mixed },
  { kind: 'a Google key', form: /\bAIza[\w-]{35}|\bGOCSPX-[\w-]{24,}|\bya29\.[\w-]{20,}|\b1\/\/0[\w-]{40,}/g },
  { kind: 'a Stripe key', form: /\b[rs]k_(?:live|test|prod)_[A-Za-z0-9]{10,}|\bwhsec_[A-Za-z0-9+/=]{20,}/g },
  {
    kind: 'a package registry token',
    form: /\bnpm_[A-Za-z0-9]{36}|\bpypi-AgE[\w-]{40,}|\brubygems_[0-9a-f]{48}|\boy2[a-z0-9]{43}\b|\bdckr_(?:pat|oat)_[\w-]{20,}/g,
  },
  { kind: 'a package registry token', form: /((?:^|[\s:])_(?:authToken|password|auth)=["']?)[^\s"'${]{8,}/g },
  {
    kind: 'an AI service key',
    form: /\bhf_[A-Za-z0-9]{30,}|\bgsk_[A-Za-z0-9]{40,}|\bxai-[A-Za-z0-9]{40,}|\bpplx-[A-Za-z0-9]{32,}|\br8_[A-Za-z0-9]{30,}|\bfw_[A-Za-z0-9]{20,}|\bcsk-[a-z0-9]{40,}|\bpcsk_\w{40,}|\btvly-[\w-]{20,}|\bnvapi-[\w-]{40,}|\bjina_\w{40,}|\bvoy?-[\w-]{40,}|\bkey_[a-f0-9]{32,}|\blsv2_(?:pt|sk)_[0-9a-f_]{32,}|\bAQVN[\w-]{35,}/g,
  },
  { kind: 'a JSON web token', form: /\beyJ[\w-]{8,}\.e[\w-]{8,}\.[\w-]{8,}/g },
  {
    kind: 'a password in an address',
    form: /(\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s:/?#@'"`<>]{0,80}:)[^\s@'"`<>]{3,200}(?=@[\w[.-])/gi,
    isReal: isPassword,
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
  { kind: 'an Azure key', form: /\b\w{3}\dQ~[\w.~-]{31,}/g },
  {
    kind: 'an Azure key',
    form: /\b[A-Za-z0-9]{76}AZDO[A-Za-z0-9]{4}\b|\b[A-Za-z0-9/+]{42,}(?:APIM|ACDb|\+ABa|\+AMC|\+ASt|AzCa|AzSe)[A-Za-z0-9+/]{5,}={0,2}/g,
  },
  {
    kind: 'a cloud token',
    form: /\bdo[opr]_v1_[0-9a-f]{40,}|\bLTAI[A-Za-z0-9]{16,}|\bAKID[A-Za-z0-9]{28,}|\bHRKU-[\w-]{30,}|\bFlyV1 \S{30,}|\bfm[12]_[\w+/=-]{30,}|\bfo1_[\w-]{30,}|\bdapi[0-9a-f]{32}|\bscw-secret-\S{20,}|\bnfp_[A-Za-z0-9]{30,}|\bvercel_[A-Za-z0-9]{20,}|\brnd_[A-Za-z0-9]{28,}/g,
  },
  {
    kind: 'an infrastructure token',
    form: /\bhv[sbr]\.[\w-]{20,}|\b[A-Za-z0-9]{14}\.atlasv1\.[\w-]{40,}|\bdp\.(?:pt|st|ct|scim|audit|sa)\.[\w.-]{30,}|\bpul-[0-9a-f]{40}|\bglsa_\w{30,}|\bglc_[A-Za-z0-9+/=]{30,}|\beyJrIjoi[A-Za-z0-9+/=]{30,}|\bdt0[cs]\d{2}\.[A-Z0-9]{20,}\.[A-Z0-9]{40,}|\bNRAK-[A-Z0-9]{20,}|\bNRJS-[0-9a-f]{15,}|\bsntry[su]_[\w+/=-]{30,}|\bops_eyJ[\w+/=-]{40,}|\bATATT3[\w=-]{40,}|\bATCTT3[\w=-]{40,}|\bATBB[A-Za-z0-9]{24,}/g,
  },
  {
    kind: 'a service token',
    form: /\bSG\.[\w-]{16,}\.[\w-]{16,}|\bkey-[0-9a-f]{32}\b|\b[0-9a-f]{32}-us\d{1,2}\b|\bSK[0-9a-f]{32}\b|\bshp(?:at|ca|pa|ss|ua)_[0-9a-fA-F]{32}|\bsq0(?:atp|csp|idp)-[\w-]{20,}|\bEAAA[\w-]{50,}|\bEAA[A-Za-z0-9]{80,}|\blin_(?:api|oauth)_[A-Za-z0-9]{30,}|\bsecret_[A-Za-z0-9]{43}\b|\bntn_[A-Za-z0-9]{30,}|\bfig[dop]_[\w-]{30,}|\bPMAK-[0-9a-f]{24}-[0-9a-f]{34}|\bpscale_(?:tkn|pw|oauth)_[\w.=-]{30,}|\bsb[ps]_[a-z0-9_]{30,}|\bsb_secret_[\w-]{20,}|\bpat[A-Za-z0-9]{14}\.[0-9a-f]{60,}|\bshippo_(?:live|test)_[0-9a-f]{40}|\bphc_\w{40,}|\bphx_\w{40,}|\bre_[A-Za-z0-9]{8,}_[A-Za-z0-9]{20,}|\bCFPAT-[\w-]{40,}|\bEZ[AT]K[A-Za-z0-9]{50,}|\bFLWSECK(?:_TEST)?-[0-9a-zA-Z-]{12,}|\bxkeysib-[0-9a-f]{60,}|\brdme_[a-z0-9]{60,}|\btfp_[\w.=-]{40,}|\bpnu_[a-z0-9]{36}|\blive_[a-z0-9]{30,}/g,
  },
  { kind: 'a bot token', form: /\b\d{8,10}:AA[\w-]{32,34}\b|\b[MNO][A-Za-z\d_-]{23,27}\.[\w-]{6}\.[\w-]{27,40}\b/g },
  { kind: 'an age key', form: /\bAGE-SECRET-KEY-1[A-Z0-9]{40,}/gi },
  { kind: 'a bearer token', form: /(\bBearer\s+)[A-Za-z0-9._~+/-]{20,}=*/g, isReal: mixed },
  { kind: 'a bearer token', form: /(\bBasic\s+)[A-Za-z0-9+/]{20,}={0,2}(?=["'`\s]|$)/g, isReal: mixed },
  {
    kind: 'a password',
    form: /(^\s*(?:-\s+|export\s+|ENV\s+|set\s+|ARG\s+)?["']?[A-Z][A-Z0-9_]*(?:PASSWORD|PASSWD|SECRET|TOKEN|API_?KEY|ACCESS_?KEY|SECRET_?KEY|PRIVATE_?KEY)(?:_BASE)?["']?\s*[:=]\s*["']?)[^\s"'`,;${}()<>[\]]{8,}(?=["']?,?\s*$)/g,
    isReal: isValue,
  },
];

/** What all forms begin with or contain: a text without any of these is done with at once. */
export const keyMarks =
  /AKIA|ASIA|A3T|ABIA|ACCA|aws|AWS|Aws|gh[pousr]_|github_pat_|gl[a-z]{2,5}-|xox|xapp-|hooks\.slack|webhook|sk-|AIza|GOCSPX|ya29|1\/\/0|k_(?:live|test|prod)_|whsec_|npm_|pypi-|rubygems_|oy2|dckr_|_auth|_password|hf_|gsk_|xai-|pplx-|r8_|fw_|csk-|pcsk_|tvly-|nvapi-|jina_|vo-|voy-|key_|lsv2_|AQVN|eyJ|:\/\/|[Pp]assword|PASSW|[Pp]wd|AccountKey|Shared[AS]|accountkey|sig=|Q~|AZDO|APIM|ACDb|\+A[BMS]|AzCa|AzSe|do[opr]_v1|LTAI|AKID|HRKU|FlyV1|fm[12]_|fo1_|dapi|scw-|nfp_|vercel_|rnd_|hv[sbr]\.|atlasv1|dp\.|pul-|gls?[ac]_|dt0|NRAK|NRJS|sntry|ops_|ATATT|ATCTT|ATBB|SG\.|key-|-us\d|SK[0-9a-f]{8}|shp|sq0|EAA|lin_|secret_|ntn_|fig[dop]_|PMAK|pscale_|sb[ps_]|pat[A-Za-z0-9]{14}|shippo_|ph[cx]_|re_|CFPAT|EZ[AT]K|FLWSECK|xkeysib|rdme_|tfp_|pnu_|live_|:AA|[MNO][\w-]{23,27}\.|AGE-SECRET|age-secret|Bearer|Basic|[Ss]ecret|SECRET|[Tt]oken|TOKEN|[Kk]ey|KEY|[Cc]redential|CREDENTIAL|[Pp]assphrase|PASSPHRASE/;

/**
 * A name that speaks of a secret, and a value beside it: `apiKey: 'x'`, `"client_secret" = "x"`, `token = x`. The first
 * group is all before the value.
 */
export const keyName =
  /([A-Za-z0-9_.-]{0,40}(?:secret|token|pass(?:word|wd|phrase)|api[_-]?key|access[_-]?key|auth[_-]?key|private[_-]?key|encryption[_-]?key|signing[_-]?key|subscription[_-]?key|master[_-]?key|account[_-]?key|credential)[A-Za-z0-9_.-]{0,20}["'`]?\]?\s{0,3}(?::=|=>|[:=])\s{0,3}["'`]?)([A-Za-z0-9+/=_.~!@#%^&*-]{16,200})(?=["'`,;\s)\]}]|$)/gi;

/** Upper case, lower case and digits: no name in code has all three so mixed. */
function mixed(found: string): boolean {
  return /[A-Z]/.test(found) && /[a-z]/.test(found) && (found.match(/\d/g)?.length ?? 0) >= 2;
}

/** No placeholder, variable or example. */
function isPassword(found: string): boolean {
  return !/^(?:[*x.]+|\$.*|%.*%?|\{.*|<.*|\[.*|#\{.*|(?:your|my|the)?[-_]?(?:pass(?:word)?|pwd|secret|token|pw|key)\d?|changeme|example|redacted|user|username|null|undefined|none|empty|\d{1,5}(?:\/.*)?)$/i.test(
    found,
  );
}

/** A value that a person chose as a password, and no reference to one. */
function isValue(found: string): boolean {
  return (
    isPassword(found) &&
    /\d/.test(found) &&
    /[A-Za-z]/.test(found) &&
    !/^(?:[a-z_]+\.)+\w+$|^https?:|^\.{0,2}\/|^[A-Z0-9_]+$/.test(found)
  );
}
