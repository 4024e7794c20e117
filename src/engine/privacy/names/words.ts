import { anyOf, list } from './list';

/** Words for the person, the purpose or the time of one of several files. */
const environments = list(`
  work home personal private prod production dev devel development stage staging test testing qa uat preprod preview local ci live
  demo sandbox me mine company corp client server github gitlab bitbucket aws azure gcp eu us main master default user admin root
  override shared global docker compose heroku ops deploy release debug internal external primary secondary old new latest final
`);

export const environmentWords = environments.join('|');

/** One of these in the name of a file of values is enough. As names are compared: without marks on letters. */
export const secretWords = new RegExp(
  `^(?:.*${anyOf(`
    secrets? credentials? passwords? passwds? apikeys? privatekeys? accesskeys? serviceaccountkeys? creds passworter passwort
    kennworter contrasenas? wachtwoord(?:en)? losenord senhas? heslo пароли пароль 密码 密碼 ハスワート 비밀번호
  `)}|${anyOf(`
    creds? passphrases? passcodes? pwds? appkeys? secretkeys? privkeys? rootkeys? authkeys? sshkeys? masterkeys? signingkeys?
    keyfiles? clientsecrets? accesstokens? authtokens? refreshtokens? apitokens? deploytokens? sessiontokens? mytokens? idtokens?
    kubeconfigs? dockerconfigjson keystores? storepass passkeys? token oauthtokens? authinfo kennwort hasło hasła hasla haslo
    mnemonics? xprv decrypted unencrypted confidential userpass sshpass connectionstrings? connstr jwtsecret
  `)})$`,
);

/** Two words in a row: the purpose of a key or token, and the word itself. */
export const keyWords =
  /^(?:(?!(?:primary|foreign|public|hot|sort|map|cache|query|i18n|locale|message|object|row|partition|index|shard|lookup|search|feature|translation|language|answer|data|api\+public)\+)\w+\+keys?|(?:access|auth|api|refresh|bearer|oauth|oauth2|github|gh|gitlab|slack|discord|bot|npm|pypi|user|personal|session|vault|push|device|deploy|service|hf|root|acl)\+tokens|(?:github|gh|gitlab|azure|ado|devops|bitbucket|my)\+pat|service\+account\+keys?|connection\+strings?|pass\+(?:phrase|word|wd)|(?:user|admin|root|become|sudo|ssh|rsync|borg|borgmatic|restic|auth\+user)\+pass|mot\+de|de\+passe|mots\+de|private\+pem|recovery\+codes?|auth\+state|vapid\+private)$/;

/** Things with a login or a key. A file of values named with these words alone holds their settings. */
const withLogin = list(`
  smtp imap pop3 mail mailer db database databases mysql mariadb postgres postgresql pg mongo mongodb mongoid redis rabbitmq amqp
  ldap mssql sqlserver oracle influxdb neo4j snowflake dsn ftp sftp ssh vpn wireguard aws s3 ses gcp gcloud azure gdrive minio
  stripe paypal braintree plaid adyen razorpay square twilio sendgrid mailgun mailchimp postmark slack discord telegram twitter
  facebook whatsapp openai anthropic gemini mistral huggingface groq supabase pusher algolia auth auth0 authentication oauth oauth2
  oidc saml okta keycloak cognito jwt vapid fcm apns login session private secure sensitive otp totp mfa 2fa pass pw key keys token
  wallet wallets metamask binance coinbase kraken connection conn vault webhook webhooks cookie cookies matrix salts
`);

/** The same of a document or a list that somebody wrote down. */
const noted = list(`
  otp totp hotp 2fa mfa vault wallet metamask pin pins puk pass passes pw pws login logins account accounts recovery seeds bip39 mdp geheim psk jwt salt
  pepper bearer conn connection dsn webhook webhooks wifi wlan vpn nordvpn expressvpn protonvpn openvpn cookie session token tokens auth authorization key keys private
  secure smtp mail db database openai anthropic gemini huggingface mistral groq pat hmac age codes
`);

const tabled = list('logins otp totp 2fa mfa pins pw pws tokens mnemonic key keys');

export const aloneWords = {
  values: new Set(withLogin),
  notes: new Set(noted),
  tables: new Set(tabled),
} as const;

/** Words that may come with these. */
export const companionWords: ReadonlySet<string> = new Set([
  ...environments,
  ...list(`
    config conf cfg configuration settings setting options params properties connection account accounts user users info details my
    the app db api server auth env vars var file
  `),
]);

/** Words for a part of a running system: a file of YAML named so holds no settings, as `redis-master.yaml`. */
export const partWords: ReadonlySet<string> = new Set(
  list('client server master main primary secondary internal external docker compose app api'),
);

/** Names of that kind which mean something else far more often: data of a made-up server, a project of Azure's tools. */
export const notAlone = /^(?:db\.json|azure\.ya?ml|openai\.ya?ml|test-?db\.json)$/;

/** Behind the word of a secret: the file tells about such secrets. */
export const aboutWords: ReadonlySet<string> = new Set(
  list(`
    policy policies rules rule strength reset schema schemas blacklist blocklist validation validator hint hints requirements design
    theme color colors form input generator meter docs doc documentation readme guide spec types type scanner scanning detection
    baseline crd rotation role rolebinding mappings mapping bindings example examples sample samples template templates expiry
    expiration i18n translations icons ui provider providers
  `),
);

/** Right before it: it is public, made up, or elsewhere. */
export const openPairs = new RegExp(
  `^${anyOf(String.raw`
    public\+keys? (?:common|banned|weak|blacklisted|reset|forgot|forgotten|change|update)\+pass\w* design\+tokens?
    (?:external|sealed)\+secrets? (?:example|sample|template|fake|dummy|mock|fixture|i18n|schema)\+\w+
    .*\+(?:external|sealed)secrets?
  `)}$`,
);

/** Behind "token", of coins and of words of a text. */
export const tokenWords: ReadonlySet<string> = new Set(
  list(`
    list lists map maps metadata prices price symbol symbols counts count stats usage limits budget abi ids info logos registry
    vocab embeddings
  `),
);
