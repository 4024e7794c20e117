/** A file that is fetched once, checked by its hash. */
export interface Artifact {
  readonly url: string;
  /** Its name on this machine, without a folder. */
  readonly file: string;
  readonly bytes: number;
  /** Hexadecimal, of the whole file. */
  readonly sha256: string;
  /** An SPDX name where there is one. */
  readonly licence: string;
}

/** llama.cpp's server for one platform, in an archive. */
export interface RuntimeBuild extends Artifact {
  /** Of the release. */
  readonly version: string;
}

/** The weights of one model. */
export interface ModelWeights extends Artifact {
  /** For people, and the model's name in the settings. */
  readonly name: string;
  /** Whether it was trained to answer in a chat too. */
  readonly chats: boolean;
}
