import { list } from '../names/list';
import type { KeyForm } from './keyForm';
import { isMixed } from './randomness';

/**
 * Tokens that begin with letters of their vendor's, documented by the vendors or taken from the public rules of scanners for
 * secrets; each kind is tried in test/unit/engine/privacy/keys/keyForms.test.ts.
 */
const tokens: Readonly<Record<string, string>> = {
  'an AWS access key': `
    (?:A3T[A-Z0-9]|AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}(?![A-Za-z0-9])`,
  'an AWS key': `
    amzn\\.mws\\.[0-9a-f-]{36} ABSK[A-Za-z0-9+/]{80,}={0,2} bedrock-api-key-[A-Za-z0-9+/=]{20,}`,
  'a GitHub token': `
    gh[pousr]_[A-Za-z0-9]{30,255} github_pat_\\w{30,255}`,
  'a GitLab token': `
    gl(?:pat|dt|rtr?|ptt|cbt|ft|soat|imt|agent|oas|ffct|wt)-[\\w-]{20,}(?:\\.[0-9a-z.]{2,})? GR1348941[\\w-]{20}`,
  'a Slack token': `
    xox[a-z](?:\\.xox[bp])?-[\\w%-]{10,} xapp-\\d-[\\w-]{10,}`,
  'a Google key': `
    AIza[\\w-]{35} GOCSPX-[\\w-]{24,} ya29\\.[\\w-]{20,} 1//0[\\w-]{40,} GOOG[A-Z0-9]{20}(?:[A-Z0-9]{37})?(?![A-Za-z0-9])
    AAAA[\\w-]{7}:APA91b[\\w-]{60,}`,
  'a Stripe key': `
    [rs]k_(?:live|test|prod)_[A-Za-z0-9]{10,} whsec_[A-Za-z0-9+/=]{20,}`,
  'a package registry token': `
    npm_[A-Za-z0-9]{36} pypi-AgE[\\w-]{40,} rubygems_[0-9a-f]{48} oy2[a-z0-9]{43}(?![A-Za-z0-9]) dckr_(?:pat|oat)_[\\w-]{20,}
    CLOJARS_[a-z0-9]{50,} AKCp[A-Za-z0-9]{60,} cmVmdGtu[A-Za-z0-9]{50,} cio[A-Za-z0-9]{32}(?![A-Za-z0-9])`,
  'an AI service key': `
    hf_[A-Za-z0-9]{30,} api_org_[A-Za-z0-9]{30,} gsk_[A-Za-z0-9]{40,} xai-[A-Za-z0-9]{40,} pplx-[A-Za-z0-9]{32,} r8_[A-Za-z0-9]{30,}
    fw_[A-Za-z0-9]{20,} csk-[a-z0-9]{40,} pcsk_\\w{40,} tvly-[\\w-]{20,} nvapi-[\\w-]{40,} jina_\\w{40,} voy?-[\\w-]{40,}
    pa-[\\w-]{43}(?![\\w-]) key_[a-f0-9]{32,} lsv2_(?:pt|sk)_[0-9a-f_]{32,} AQVN[\\w-]{35,} wandb_v1_\\w{40,} KGAT_[0-9a-f]{32}
    fc-[0-9a-f]{32}(?![A-Za-z0-9]) bb_live_[\\w-]{20,} e2b_[0-9a-f]{40} rpa_[A-Z0-9]{40,} sk_[0-9a-f]{48}(?![A-Za-z0-9])
    sk-(?:[0-9a-f]{32}(?![A-Za-z0-9])|(?:ant|proj|svcacct|admin|or-v1|lf|service)-[\\w-]{16,})`,
  'a cloud token': `
    do[opr]_v1_[0-9a-f]{40,} LTAI[A-Za-z0-9]{16,} AKID[A-Za-z0-9]{28,} HRKU-[\\w-]{30,} FlyV1\\s\\S{30,} fm[12][ar]?_[\\w+/=-]{30,}
    fo1_[\\w-]{30,} dapi[0-9a-f]{32}(?:-\\d)? scw-secret-\\S{20,} nfp_[A-Za-z0-9]{30,} vercel_(?:blob_rw_)?[A-Za-z0-9]{16,}(?:_\\w{20,})?
    rnd_[A-Za-z0-9]{28,} napi_[a-z0-9]{50,} tskey-[a-z]+-[\\w-]{20,} cf(?:ut|at|k)_[A-Za-z0-9]{40,} v1\\.0-[0-9a-f]{24}-[0-9a-f]{100,}
    4b1d[A-Za-z0-9]{38}(?![A-Za-z0-9]) t1\\.[A-Z0-9a-z_-]+=?\\.[A-Z0-9a-z_-]{80,} YC[\\w-]{38}(?![\\w-]) sha256~[\\w-]{43}`,
  'an infrastructure token': `
    hv[sbr]\\.[\\w-]{20,} [A-Za-z0-9]{14}\\.atlasv1\\.[\\w-]{40,} dp\\.(?:pt|st|ct|scim|audit|sa)\\.[\\w.-]{30,} pul-[0-9a-f]{40}
    glsa_\\w{30,} glc_[A-Za-z0-9+/=]{30,} eyJrIjoi[A-Za-z0-9+/=]{30,} dt0[cs]\\d{2}\\.[A-Z0-9]{20,}\\.[A-Z0-9]{40,} NRAK-[A-Z0-9]{20,}
    NRJS-[0-9a-f]{15,} NRII-[\\w-]{20,} [0-9a-f]{36}NRAL sntry[su]_[\\w+/=-]{30,} ops_eyJ[\\w+/=-]{40,} ATATT3[\\w=-]{40,}
    ATCTT3[\\w=-]{40,} ATBB[A-Za-z0-9]{24,} A3-[A-Z0-9]{6}(?:-[A-Z0-9]{5,6}){4,6} p8e-[a-z0-9]{32} ico-[A-Za-z0-9]{32}
    dnkey-[a-z0-9=_-]{26}-[a-z0-9=_-]{52} s-s4t2(?:ud|af)-[0-9a-f]{64} pat\\.[\\w-]{22}\\.[0-9a-f]{24}\\.[A-Za-z0-9]{20}
    sq[pua]_[0-9a-f]{40} sgp_(?:[0-9a-f]{16}_|local_)?[0-9a-zA-Z]{40,} slk_[0-9a-f]{64} bkua_[0-9a-f]{40} CCIPAT_\\w{40,}
    chpt_[0-9a-f]{12}(?![A-Za-z0-9]) secret_\\w+_[0-9a-f]{32}\\.[A-Za-z0-9]{32}`,
  'a service token': `
    SG\\.[\\w-]{16,}\\.[\\w-]{16,} (?:pub)?key-[0-9a-f]{32}(?![A-Za-z0-9]) [0-9a-f]{32}-us\\d{1,2}(?![A-Za-z0-9]) SK[0-9a-f]{32}(?![A-Za-z0-9])
    [0-9a-f]{32}-[0-9a-f]{8}-[0-9a-f]{8}(?![A-Za-z0-9-]) shp(?:at|ca|pa|ss|ua)_[0-9a-fA-F]{32} sq0(?:atp|csp|idp)-[\\w-]{20,}
    EAAA[\\w-]{50,} EAA[A-Za-z0-9]{80,} lin_(?:api|oauth)_[A-Za-z0-9]{30,} secret_[A-Za-z0-9]{43}(?![A-Za-z0-9]) ntn_[A-Za-z0-9]{30,}
    fig[dopu][rh]?_[\\w-]{30,} PMAK-[0-9a-f]{24}-[0-9a-f]{34} pscale_(?:tkn|pw|oauth)_[\\w.=-]{30,} sb[ps]_[a-z0-9_]{30,}
    sb_secret_[\\w-]{20,} pat[A-Za-z0-9]{14}\\.[0-9a-f]{60,} shippo_(?:live|test)_[0-9a-f]{40} ph[cx]_\\w{40,}
    re_[A-Za-z0-9]{8,}_[A-Za-z0-9]{20,} CFPAT-[\\w-]{40,} EZ[AT]K[A-Za-z0-9]{50,} FLWSECK(?:_TEST)?-[0-9a-zA-Z-]{12,}
    x(?:key|smtp)sib-[0-9a-f]{60,}(?:-[A-Za-z0-9]{16})? rdme_[a-z0-9]{60,} tfp_[\\w.=-]{40,} pnu_[a-z0-9]{36}
    (?:live|test)_(?:[a-z0-9]{30,}|[\\w-]{40}|[A-Za-z0-9]{30})(?![\\w-]) pat-(?:na|eu)\\d-[0-9a-f-]{36} duffel_(?:test|live)_[\\w-]{43}
    fio-u-[\\w-]{64} WPL_AP1\\.\\w{16}\\.\\w{8}={0,2} \\w{6}_\\w{29}_mmk(?!\\w) access-(?:sandbox|development|production)-[0-9a-f-]{36}
    tk-us-[\\w-]{48} (?:api|sdk|mob)-[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12} 1/\\d{10,}:[0-9a-f]{32} sm_(?:pat|aat|sat)_[A-Za-z0-9]{16} rzp_live_[A-Za-z0-9]{14} access_token\\$production\\$[a-z0-9]{16}\\$[0-9a-f]{32}
    [sp]k\\.eyJ[\\w-]{40,}\\.[\\w-]{20,} sl\\.(?:u\\.)?[\\w-]{130,} [a-z0-9A-Z]{11}AAAAAAAAAA[\\w=-]{43} sc_[a-z0-9]{5,}\\.acc_[a-z0-9-]{8,}\\.[\\w+/=.-]{30,}
    AAAAAAAAAAAAAAAAAAAAA[A-Za-z0-9%]{60,} AQE[A-Za-z0-9+/]{100,}[\\w+/=-]* 00[\\w-]{40}(?![\\w-])`,
  'a bot token': `
    (?:bot)?\\d{8,10}:A[A-Z][\\w-]{32,34}(?![\\w-]) [MNO][A-Za-z\\d_-]{23,27}\\.[\\w-]{6}\\.[\\w-]{27,40}(?![\\w-]) mfa\\.[\\w-]{84}`,
  'a JSON web token': `
    eyJ[\\w-]{8,}\\.e[\\w-]{8,}\\.[\\w-]{8,} ZXlK[A-Za-z0-9+/]{60,}={0,2}`,
  'an age key': `
    AGE-SECRET-KEY-1[A-Z0-9]{40,} age-secret-key-1[a-z0-9]{40,}`,
  'a wallet key': `
    [xyztuv]prv[A-Za-z0-9]{90,} nsec1[a-z0-9]{58}(?![a-z0-9]) 5[HJK][1-9A-HJ-NP-Za-km-z]{49}(?![A-Za-z0-9])`,
  'a private key': `
    LS0tLS1CRUdJTiB[A-Za-z0-9+/]{40,}={0,2}`,
};

/** For forms that words and ids share: only with letters of both cases and digits well mixed. */
const doubtful: Readonly<Record<string, string>> = {
  'an API key': `
    sk-[\\w-]{20,} a[ks]-[A-Za-z0-9]{22}(?![\\w-]) s\\.[A-Za-z0-9]{24}(?![\\w.]) \\w{27}_\\w{21}(?!\\w) \\d{13,17}\\|[\\w-]{27}(?![\\w-])`,
};

const begin = '(?<![A-Za-z0-9_])';

export const tokenForms: readonly KeyForm[] = [
  ...Object.entries(tokens).map(([kind, forms]) => ({
    kind,
    form: new RegExp(`${begin}(?:${list(forms).join('|')})`, 'g'),
  })),
  ...Object.entries(doubtful).map(([kind, forms]) => ({
    kind,
    form: new RegExp(`${begin}(?:${list(forms).join('|')})`, 'g'),
    isReal: isMixed,
  })),
];
