/** What is wrong with a setting, in one sentence that names the place and the remedy. */
export interface SettingProblem {
  /** The setting, without the leading section. */
  readonly key: string;
  readonly message: string;
}
