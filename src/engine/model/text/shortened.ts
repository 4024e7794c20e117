/** A text from outside in a sentence for people: its beginning, when it is longer than a sentence can hold. */
export function shortened(text: string, most = 40): string {
  return text.length > most ? `${text.slice(0, most)}…` : text;
}

/** A value of any type as JSON, shortened in the same way. */
export function shownValue(value: unknown): string {
  return shortened(JSON.stringify(value));
}

/** A host, shortened in the middle: the end of the name shows its owner. */
export function shortHost(host: string): string {
  return host.length > 60 ? `${host.slice(0, 16)}…${host.slice(-43)}` : host;
}
