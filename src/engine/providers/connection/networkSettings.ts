/**
 * What the editor's settings say of proxies and certificates: VS Code's `http.*`, as the user wrote them. A host without
 * such settings gives none, and the environment alone counts.
 */
export interface NetworkSettings {
  /** `http.proxy`. */
  readonly proxy?: string;
  /** `http.noProxy`: hosts that are asked without a proxy. Where it is not empty, the environment's list does not count. */
  readonly noProxy?: readonly string[];
  /** `http.proxySupport` is `off`: no proxy at all. */
  readonly isProxyOff?: boolean;
  /** `http.proxyStrictSSL` is false: the certificate of a proxy itself is not checked. That of a host always is. */
  readonly acceptsAnyProxyCertificate?: boolean;
  /** `http.proxyAuthorization`: a whole header. */
  readonly proxyAuthorization?: string;
  /** `http.systemCertificates` is false: only the authorities that come with Node are trusted. */
  readonly ignoresSystemCertificates?: boolean;
}

export type Environment = Readonly<Record<string, string | undefined>>;
