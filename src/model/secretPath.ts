const secretNames = [
  /^\.env(\..+)?$/,
  /^\.envrc$/,
  /\.env$/,
  /^\.(npmrc|yarnrc|pypirc|netrc|pgpass|htpasswd|git-credentials|dockercfg)$/,
  /^_netrc$/,
  /^id_(rsa|dsa|ecdsa|ed25519)(_sk)?$/,
  /\.(pem|key|p12|pfx|jks|keystore|kdbx|ppk|asc|gpg)$/,
  /^(secrets?|credentials?)(\.[\w-]+)*\.?(json|ya?ml|toml|ini|txt|properties|xml)?$/,
  /\.tfvars(\.json)?$/,
  /\.tfstate(\.backup)?$/,
  /^(kubeconfig|service-?account.*\.json)$/,
];

const secretFolders = /(^|[\\/])\.(ssh|aws|gnupg|kube|azure|docker)[\\/]/;

/** Templates of secret files carry no secrets, and developers ask about them. */
const templates = /\.(example|sample|template|dist|pub)$/;

/** Whether a file probably holds secrets, judged by its path alone: its contents are sent to no one unasked. */
export function isSecretPath(path: string): boolean {
  const name = (path.split(/[\\/]/).at(-1) ?? path).toLowerCase();
  if (templates.test(name)) return false;
  return secretFolders.test(path) || secretNames.some((pattern) => pattern.test(name));
}
