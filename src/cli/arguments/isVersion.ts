export function isVersion(arg: string | undefined): boolean {
  return arg === '--version' || arg === '-V';
}
