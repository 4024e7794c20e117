/** Secrets that are known by what stands beside them; the secret is between two `§`. */
export const namedKeyCases = String.raw`
adafruit | adafruit_key = "§‹a32›§"
alibaba secret | alibaba_secret = "§‹l30›§"
asana | asana_secret='§‹l32›§'
aws secret | aws_secret_access_key = §‹b40›§
aws session | aws_session_token=§‹b200›==§
azure storage | AccountKey=§‹b86›==§
azure sas | ?sv=2022&sig=§‹a43›%3D§
azure devops old | AZURE_DEVOPS_PAT=§‹l52›§
azure func | x-functions-key: §‹a54›==§
azure openai | api-key: §‹x32›§
azure cosmos | AccountEndpoint=https://x.documents.azure.com:443/;AccountKey=§‹b86›==§;
azure sb | SharedAccessKey=§‹b43›=§
azure iot | HostName=x.azure-devices.net;DeviceId=d;SharedAccessKey=§‹b43›=§
beamer | beamer_token = "§b_‹a44›§"
bitbucket | bitbucket_client_secret="§‹a64›§"
bittrex | bittrex_secret = '§‹l32›§'
cloudflare key | cloudflare_api_key="§‹x37›§"
cloudflare token | cloudflare_api_token: §‹a40›§
cohere | COHERE_API_KEY=§‹a40›§
coinbase | coinbase_token="§‹a64›§"
confluent | confluent_secret='§‹a64›§'
curl auth user | curl -u admin:§hunter2pass§ https://x.com
curl header | curl -H "Authorization: Token §‹x40›§" https://x
curl header2 | curl -H 'X-Api-Key: §‹l32›§' x
datadog | datadog_api_key="§‹x32›§"
dd app | DD_APP_KEY=§‹x40›§
discord secret | discord_client_secret="§‹a32›§"
droneci | drone_token="§‹l32›§"
etsy | etsy_token: "§‹l24›§"
fb secret | facebook_secret = §‹x32›§
fastly | fastly_api_token=§‹a32›§
finicity | finicity_secret=§‹l20›§
freemius | 'secret_key' => '§sk_‹a29›§'
freshbooks | freshbooks_token = "§‹l64›§"
gitter | gitter_token=§‹a40›§
_gitlab_session | _gitlab_session=§‹x32›§
vault root ctx | VAULT_TOKEN=§s.‹a24›§
heroku | heroku_api_key: "§‹u›§"
hubspot key | hubspot_api_key = '§‹u›§'
intercom | intercom_token = '§‹a60›§'
jfrog | jfrog_api_key: §‹a73›§
kraken | kraken_secret="§‹b80›==§"
kucoin | kucoin_secret="§‹u›§"
kube secret |   password: §‹b24›==§
linkedin | linkedin_client_secret="§‹a16›§"
looker | looker_client_secret = '§‹l24›§'
mattermost | mattermost_token=§‹l26›§
messagebird | messagebird_key="§‹l25›§"
ms teams | https://x.webhook.office.com/webhookb2/§‹u›@‹u›/IncomingWebhook/‹l32›/‹u›§
teams workflow | https://prod-1.westus.logic.azure.com:443/workflows/‹x32›/triggers/manual/paths/invoke?sig=§‹a43›§
nytimes | nytimes_key="§‹l32›§"
okta | okta_token = "§00‹a40›§"
okta ssws | Authorization: SSWS §00‹a40›§
plaid | plaid_secret="§‹x30›§"
privateai | privateai_key="§‹l32›§"
rapidapi | x-rapidapi-key: "§‹a50›§"
sendbird | sendbird_token='§‹x40›§'
sentry dsn | https://§‹x32›:‹x32›§@sentry.io/123
sidekiq | BUNDLE_ENTERPRISE__CONTRIBSYS__COM=§‹x8›:‹x8›§
snyk | snyk_token='§‹u›§'
squarespace | squarespace_token="§‹u›§"
sumologic | sumologic_access_key="§‹a64›§"
telegram no AA | telegram_token = "§‹d9›:AB‹a33›§"
travis | travis_token="§‹a22›§"
twilio auth | TWILIO_AUTH_TOKEN=§‹x32›§
twitch | twitch_token="§‹l30›§"
twitter secret | twitter_api_secret="§‹a50›§"
zendesk | zendesk_secret_key="§‹a40›§"
vercel ctx | VERCEL_TOKEN=§‹a24›§
railway | RAILWAY_TOKEN=§‹u›§
turso | TURSO_AUTH_TOKEN=§eyJ‹a30›.eyJ‹a50›.‹a80›§
upstash | UPSTASH_REDIS_REST_TOKEN="§‹a60›=§"
loops | LOOPS_API_KEY=§‹x32›§
mistral ctx | MISTRAL_API_KEY=§‹a32›§
together | TOGETHER_API_KEY=§‹x64›§
weaviate | WEAVIATE_API_KEY=§‹a36›§
assemblyai | ASSEMBLYAI_API_KEY=§‹x32›§
deepgram | DEEPGRAM_API_KEY=§‹x40›§
wandb | WANDB_API_KEY=§‹x40›§
kaggle json | {"username":"x","key":"§‹x32›§"}
exa | EXA_API_KEY=§‹u›§
scaleway | SCW_SECRET_KEY=§‹u›§
ovh | OVH_APPLICATION_SECRET=§‹a32›§
hetzner | HCLOUD_TOKEN=§‹a64›§
linode | LINODE_TOKEN=§‹x64›§
vultr | VULTR_API_KEY=§‹U36›§
ngrok ctx | authtoken: §‹a27›_‹a21›§
cloudinary | cloudinary://§‹d15›:‹a27›§@cloud
algolia admin | ALGOLIA_ADMIN_KEY=§‹x32›§
mixpanel | MIXPANEL_SECRET=§‹x32›§
amplitude | AMPLITUDE_API_KEY=§‹x32›§
opsgenie | OPSGENIE_API_KEY=§‹u›§
splunk hec | Authorization: Splunk §‹u›§
buildkite agent | BUILDKITE_AGENT_TOKEN=§‹x50›§
codecov | CODECOV_TOKEN=§‹u›§
coveralls | repo_token: §‹a32›§
quay | QUAY_TOKEN=§‹U64›§
docker config | "auth": "§‹b40›==§"
cypress | CYPRESS_RECORD_KEY=§‹u›§
percy | PERCY_TOKEN=§web_‹x64›§
browserstack | BROWSERSTACK_ACCESS_KEY=§‹a20›§
saucelabs | SAUCE_ACCESS_KEY=§‹u›§
expo | EXPO_TOKEN=§‹a40›§
appcenter | APPCENTER_TOKEN=§‹x40›§
apns | -----BEGIN PRIVATE KEY-----\\n§‹b64›§\\n-----END PRIVATE KEY-----
vapid | VAPID_PRIVATE_KEY=§‹a43›§
paypal | PAYPAL_SECRET=§E‹a79›§
razorpay secret | RAZORPAY_KEY_SECRET=§‹a24›§
coinbase pem | "privateKey": "-----BEGIN EC PRIVATE KEY-----\\n§‹b60›§\\n"
binance | BINANCE_API_SECRET=§‹a64›§
eth priv | PRIVATE_KEY=§0x‹x64›§
eth priv2 | privateKey: "§‹x64›§"
infura | https://mainnet.infura.io/v3/§‹x32›§
alchemy | https://eth-mainnet.g.alchemy.com/v2/§‹a32›§
ssh pw | sshpass -p '§hunter2pass9§' ssh a@b
mysql -p | mysql -u root -p§hunter2pass9§ db
pgpass | PGPASSWORD=§hunter2pass9§ psql
pw yaml |   password: §hunter2!pass9§
pw json | "password": "§hunter2!pass9§",
pw toml | password = "§hunter2!pass9§"
pw py |     PASSWORD = '§s3cr3t-p4ss§'
pw js | const password = "§s3cr3t-p4ss§";
pw java | String dbPassword = "§Tr0ub4dor&3§";
pw obj | { user: 'root', password: '§Tr0ub4dor&3§' }
pw call | connect("h", user="sa", password="§Tr0ub4dor&3§")
pw xml | <password>§Tr0ub4dor&3§</password>
pw xml attr | <add key="Password" value="§Tr0ub4dor&3§" />
pw ini | passwd=§correcthorse9§
pw props | spring.datasource.password=§S3cretPass§
pw go | Password: "§Tr0ub4dor&3§",
pw set | SET PASSWORD = '§Tr0ub4dor&3§'
sql identified | CREATE USER 'a'@'%' IDENTIFIED BY '§Tr0ub4dor&3§';
sql with password | ALTER ROLE a WITH PASSWORD '§Tr0ub4dor&3§';
basic in url | https://admin:§p4ssw0rd!x§@example.com/
amqp | amqps://u:§Abc123xyz9§@h/vh
mongodb+srv | mongodb+srv://u:§Abc123xyz9§@c.mongodb.net
jdbc | jdbc:mysql://h/db?user=a&password=§Abc123xyz9§
query key | https://api.x.com/v1?api_key=§‹x32›§
query token | https://api.x.com/v1?access_token=§‹a40›§&x=1
query key g | https://maps.x.com/api?key=§‹a39›§
odbc | Driver={x};Server=s;Uid=a;Pwd=§Abc123xyz9§;
ldap | bindpw §Abc123xyz9§
smtp | smtp://u:§Abc123xyz9§@mail:587
git url token | https://oauth2:§glpat-‹a20›§@gitlab.com/x.git
url user token | https://§ghp_‹a36›§@github.com/x.git
url token only | https://§‹a40›§@github.com/x.git
netrc | machine x.com login me password §Abc123xyz9§
npmrc _auth | _auth=§‹b30›==§
htpasswd | admin:$apr1$§‹a8›$‹a22›§
bcrypt | "hash": "§$2b$12$‹a53›§"
shadow | root:$6$§‹a16›$‹a86›§:19000:0:99999:7:::
k8s data |   db-password: §‹b28›==§
rails master | RAILS_MASTER_KEY=§‹x32›§
django | SECRET_KEY = '§django-insecure-‹a50›§'
django sym | SECRET_KEY = '§x!k#9f@z^q2$w&e*r(t)y_u-i+o=p1a3s5d7f9§'
laravel | APP_KEY=§base64:‹b43›=§
wp salt | define('AUTH_KEY', '§x!k9f@z^q2w&e*rty_u-i+o=p1a3s5d7f9|<>~§');
wp db | define('DB_PASSWORD', '§Tr0ub4dor&3§');
nextauth | NEXTAUTH_SECRET=§‹b43›=§
jwt secret | JWT_SECRET=§my-super-jwt-s3cret§
session | SESSION_SECRET="§keyboard cat 9§"
putty | Private-Lines: 14\n§‹b64›§\n§‹b64›§\n§‹b30›§\nPrivate-MAC: ‹x40›
pem indented | key: |\n    -----BEGIN RSA PRIVATE KEY-----\n    §‹b64›§\n    §‹b20›§\n    -----END RSA PRIVATE KEY-----
pem commented | # -----BEGIN RSA PRIVATE KEY-----\n# §‹b64›§\n# §‹b20›§\n# -----END RSA PRIVATE KEY-----
pem json dbl | "{\\"k\\":\\"-----BEGIN PRIVATE KEY-----\\\\n§‹b64›§\\\\n§‹b20›§\\\\n-----END PRIVATE KEY-----\\"}"
pem one line spaces | KEY="-----BEGIN RSA PRIVATE KEY----- §‹b64› ‹b40›§ -----END RSA PRIVATE KEY-----"
pem b64 | key-data: §LS0tLS1CRUdJTiBSU0EgUFJJVkFURSBLRVktLS0tLQ‹b200›§
ssh2 | ---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----\nComment: "x"\n§‹b70›§\n§‹b20›§\n---- END SSH2 ENCRYPTED PRIVATE KEY ----
pgp | -----BEGIN PGP PRIVATE KEY BLOCK-----\n\n§‹b64›§\n§‹b64›§\n=‹b4›\n-----END PGP PRIVATE KEY BLOCK-----
pgp ver | -----BEGIN PGP PRIVATE KEY BLOCK-----\nVersion: GnuPG v2\n\n§‹b64›§\n=‹b4›\n-----END PGP PRIVATE KEY BLOCK-----
pem crlf | -----BEGIN RSA PRIVATE KEY-----\r\n§‹b64›§\r\n§‹b20›§\r\n-----END RSA PRIVATE KEY-----\r\n
pem narrow | -----BEGIN EC PRIVATE KEY-----\n§‹b32›§\n§‹b32›§\n-----END EC PRIVATE KEY-----
pem wide | -----BEGIN PRIVATE KEY-----\n§‹b1600›§\n-----END PRIVATE KEY-----
jwk d | {"kty":"EC","crv":"P-256","x":"‹a43›","d":"§‹a43›§"}
jwk oct | {"kty":"oct","k":"§‹a43›§"}
wg | PrivateKey = §‹b43›=§
psk | PresharedKey = §‹b43›=§
wpa | psk="§Tr0ub4dor&3§"
ansible vault pw | ansible_password: §Tr0ub4dor&3§
ansible become | ansible_become_pass=§Tr0ub4dor&3§
client_secret | client_secret=§‹a32›§
cookie | Cookie: sessionid=§‹l32›§
set-cookie | Set-Cookie: token=§‹a40›§; Path=/
digest | X-Auth-Token: §‹x32›§
private-token | curl --header "PRIVATE-TOKEN: §‹a20›§"
k8s sa | token: §eyJhbGciOiJSUzI1NiIsImtpZCI6Ii‹a10›.eyJ‹a200›.‹a342›§
`;
