/** A proxy on the way to a host, as it is named in sentences. */
export interface ProxyName {
  /** `host:port`, without a log-in. */
  readonly address: string;
  /** The setting or the environment variable that names it, for example `http.proxy`. */
  readonly source: string;
}

export type ProxyProblem =
  /** It wants a log-in, and none is known. */
  | 'login'
  /** It did not accept the log-in that was sent. */
  | 'login-refused'
  /** It does not let the host be reached. */
  | 'refused'
  /** It works, but the host did not answer it. */
  | 'host-not-reached'
  /** No connection to it: its name, its port, the network. The cause has the code. */
  | 'not-reached'
  /** Connected, but it did not answer within `proxyTimeoutMs`. */
  | 'silent'
  /** The cause has the code of its own certificate's fault. */
  | 'certificate'
  /** What listens there is no proxy, or hung up. */
  | 'no-proxy'
  /** Its scheme, for example SOCKS, is not supported here. */
  | 'unsupported';

/** Milliseconds a proxy may take to let a request through. */
export const proxyTimeoutMs = 10_000;

/** Thrown into a client where a proxy did not let the request through. Nothing of the request has left. */
export class ProxyFault extends Error {
  constructor(
    readonly proxy: ProxyName,
    readonly problem: ProxyProblem,
    readonly status?: number,
    cause?: unknown,
  ) {
    super(`proxy: ${problem}`, { cause });
  }
}

/** Thrown into a client where a connection failed behind the proxy, which stood: the cause tells. */
export class FaultBehindProxy extends Error {
  constructor(
    readonly proxy: ProxyName,
    cause: unknown,
  ) {
    super('behind a proxy', { cause });
  }
}

/** Thrown into a client where the certificate files of the settings cannot be used; `words` is one sentence for the user. */
export class CertificateFileFault extends Error {
  constructor(readonly words: string) {
    super('certificate file');
  }
}
