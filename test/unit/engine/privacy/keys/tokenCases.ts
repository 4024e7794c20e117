/** What a vendor gives out, one a line: its name, and its form, in which `‹x32›` stands for 32 hex digits. */
export const tokenCases = String.raw`
1password secret key | A3-‹U6›-‹U6›-‹U5›-‹U5›-‹U5›
1p svc | ops_eyJ‹b250›
adobe secret | p8e-‹l32›
airtable pat | pat‹a14›.‹x64›
alibaba | LTAI‹l20›
anthropic | sk-ant-api03-‹a93›AA
anthropic admin | sk-ant-admin01-‹a93›AA
artifactory | AKCp‹a69›
artifactory ref | cmVmdGtuO‹a55›
asana pat | 1/‹d16›:‹x32›
atlassian | ATATT3xFfGF0‹a180›=‹U8›
authress | sc_‹l10›.acc_‹l10›.‹l4›.‹b60›
aws bedrock | ABSKQmVkcm9ja0FQSUtleS‹b100›
aws bedrock short | bedrock-api-key-YmVkcm9jay5hbWF6b25hd3MuY29t‹b60›
aws mws | amzn.mws.‹u›
azure secret | ‹a3›8Q~‹a34›
bitbucket app | ATBB‹a32›
clickhouse | 4b1d‹a38›
clojars | CLOJARS_‹l60›
cloudflare ca | v1.0-‹x24›-‹x146›
cloudflare new | cfut_‹a40›‹x8›
contentful | CFPAT-‹a43›
databricks | dapi‹x32›
databricks2 | dapi‹x32›-2
defined networking | dnkey-‹l26›-‹l52›
digitalocean | dop_v1_‹x64›
discord bot | MTk4NjIyNDgzNDcxOTI1MjQ4.Cl2FMQ.‹a27›
discord new | MTA‹a23›.G‹a5›.‹a38›
discord mfa | mfa.‹a84›
doppler | dp.pt.‹a43›
dropbox | sl.‹a140›
dropbox u | sl.u.‹a140›
dropbox long | ‹a11›AAAAAAAAAA‹a43›
duffel | duffel_test_‹a43›
dynatrace | dt0c01.‹U24›.‹U64›
easypost | EZAK‹a54›
facebook | ‹d15›|‹a27›
facebook page | EAAM‹a120›
flutterwave | FLWSECK_TEST-‹x12›
flutterwave live | FLWSECK-‹x32›-X
fly | fo1_‹a43›
fly2 | fm1a_‹b110›
frameio | fio-u-‹a64›
gcp | AIza‹a35›
gcp oauth refresh | 1//0‹a60›
gcp hmac | GOOG‹U20›
gcp hmac long | GOOG1E‹U55›
gocardless | live_‹a40›
grafana | eyJrIjoi‹b90›
grafana cloud | glc_‹b60›=
glsa | glsa_‹a32›_‹x8›
gitlab pat routable | glpat-‹a27›.‹l2›.‹l7›
glrtr | glrtr-‹a20›
GR134 | GR1348941‹a20›
glcbt | glcbt-1a_‹a20›
gldt | gldt-‹a20›
glsoat | glsoat-‹a20›
glwt | glwt-‹a20›
gh | gho_‹a36›
harness | pat.‹a22›.‹x24›.‹a20›
hashicorp tfc | ‹a14›.atlasv1.‹a60›
vault batch | hvb.‹a140›
vault old | s.‹a24›
heroku v2 | HRKU-AA‹a58›
hubspot | pat-na1-‹u›
hf | hf_‹a34›
hf org | api_org_‹a34›
infracost | ico-‹a32›
intra42 | s-s4t2ud-‹x64›
jwt | eyJhbGciOiJIUzI1NiJ9.eyJ‹a40›.‹a43›
jwt b64 | ZXlKaGJHY2lPaUpJVXpJMU5pSjk‹b80›
launchdarkly | api-‹u›
ld sdk | sdk-‹u›
linear | lin_api_‹a40›
linkedin 2 | WPL_AP1.‹a16›.‹a8›==
lob | live_‹x35›
lob test | test_‹x35›
mailchimp | ‹x32›-us20
mailgun | key-‹x32›
mailgun2 | ‹x32›-‹x8›-‹x8›
mailgun pub | pubkey-‹x32›
mapbox | sk.eyJ‹a60›.‹a22›
mapbox pk | pk.eyJ‹a60›.‹a22›
maxmind | ‹a6›_‹a29›_mmk
netlify | nfp_‹a36›
newrelic user | NRAK-‹U27›
newrelic insert | NRII-‹a32›
newrelic lic | ‹x36›NRAL
npm | npm_‹a36›
nuget | oy2‹l43›
notion | secret_‹a43›
ntn | ntn_‹d11›‹a35›
openai old | sk-‹a20›T3BlbkFJ‹a20›
openai proj | sk-proj-‹a74›T3BlbkFJ‹a74›
openshift | sha256~‹a43›
perplexity | pplx-‹a48›
plaid tok | access-sandbox-‹u›
planetscale | pscale_tkn_‹a43›
postman | PMAK-‹x24›-‹x34›
prefect | pnu_‹l36›
pulumi | pul-‹x40›
pypi | pypi-AgEIcHlwaS5vcmc‹a70›
readme | rdme_‹l70›
rubygems | rubygems_‹x48›
scalingo | tk-us-‹a48›
sendgrid | SG.‹a22›.‹a43›
sendinblue | xkeysib-‹x64›-‹a16›
xsmtpsib | xsmtpsib-‹x64›-‹a16›
sentry | sntryu_‹x64›
sentry org | sntrys_eyJpYXQiO‹b120›
settlemint | sm_pat_‹a16›
shippo | shippo_live_‹x40›
shopify | shpss_‹x32›
slack bot | xoxb-‹d12›-‹d13›-‹a24›
slack cfg | xoxe.xoxp-1-‹a160›
slack refresh | xoxe-1-‹a140›
slack app | xapp-1-A‹U10›-‹d13›-‹l64›
xoxc | xoxc-‹d12›-‹d12›-‹d12›-‹x64›
xoxd | xoxd-‹a100›%2B
sonar | sqp_‹x40›
sonar2 | squ_‹x40›
sonar3 | sqa_‹x40›
sourcegraph | sgp_‹x16›_‹x40›
sourcegraph2 | sgp_local_‹x40›
sourcegraph d | slk_‹x64›
square | sq0atp-‹a22›
square2 | EAAA‹a60›
stripe | sk_live_‹a24›
stripe long | sk_test_51‹a97›
stripe rk | rk_test_51‹a90›
telegram | ‹d10›:AA‹a33›
telegram2 | bot‹d10›:AA‹a33›
twilio | SK‹x32›
twitch oauth | oauth:‹l30›
twitter bearer | AAAAAAAAAAAAAAAAAAAAA‹a90›
typeform | tfp_‹a59›
yandex | t1.‹U10›.‹a86›
yandex api | AQVN‹a38›
yandex iam | YC‹a38›
supabase sr | sb_secret_‹a32›
supabase | sbp_‹x40›
vercel | vercel_‹a24›
vercel blob | vercel_blob_rw_‹a16›_‹a30›
render | rnd_‹a32›
neon | napi_‹l64›
clerk | sk_live_‹a40›
resend | re_‹a8›_‹a24›
langsmith | lsv2_pt_‹x32›_‹x10›
langfuse | sk-lf-‹u›
replicate | r8_‹a37›
groq | gsk_‹a52›
xai | xai-‹a80›
deepseek | sk-‹x32›
fireworks | fw_‹a24›
cerebras | csk-‹l48›
pinecone | pcsk_‹a6›_‹a60›
elevenlabs | sk_‹x48›
stability | sk-‹a48›
nvidia | nvapi-‹a64›
wandb new | wandb_v1_‹a70›
kaggle new | KGAT_‹x32›
voyage | pa-‹a43›
jina | jina_‹x32›‹a28›
tavily | tvly-dev-‹a32›
firecrawl | fc-‹x32›
browserbase | bb_live_‹a27›
e2b | e2b_‹x40›
modal | ak-‹a22›
modal s | as-‹a22›
runpod | rpa_‹U44›
lambda | secret_x_‹x32›.‹a32›
tailscale | tskey-auth-k‹a11›CNTRL-‹a32›
tailscale api | tskey-api-k‹a11›CNTRL-‹a32›
ngrok | ‹a27›_‹a21›
segment | sgp_‹a64›
posthog | phx_‹a43›
buildkite | bkua_‹x40›
circleci | CCIPAT_‹a22›_‹x40›
docker pat | dckr_pat_‹a27›
chromatic | chpt_‹x12›
firebase fcm | AAAA‹a7›:APA91b‹a134›
braintree | access_token$production$‹l16›$‹x32›
razorpay | rzp_live_‹a14›
mollie | live_‹a30›
adyen | AQE‹b140›-‹b43›=-‹b16›
xprv | xprv9s21ZrQH143K‹a95›
nostr | nsec1‹l58›
age | AGE-SECRET-KEY-1‹U58›
`;
