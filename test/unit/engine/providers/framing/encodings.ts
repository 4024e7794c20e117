/** Ways in which a host gives a text back, by name. Each keeps all of it readable for whoever looks. */
export const encodings: Readonly<Record<string, (text: string) => string>> = {
  'as it is': (text) => text,
  'in capitals': (text) => text.toUpperCase(),
  'in small letters': (text) => text.toLowerCase(),
  'in base64': (text) => Buffer.from(text).toString('base64'),
  'in base64 behind one byte': (text) => Buffer.from(`:${text}`).toString('base64'),
  'in base64 behind two bytes': (text) => Buffer.from(`u:${text}`).toString('base64'),
  'in base64 with a user': (text) => Buffer.from(`someone:${text}`).toString('base64'),
  'in base64 before more': (text) => Buffer.from(`${text} and more of it`).toString('base64'),
  'in the base64 of URLs': (text) => Buffer.from(text).toString('base64url'),
  'in lines of base64': (text) => Buffer.from(text).toString('base64').replace(/.{16}/g, '$&\r\n'),
  'percent-encoded': (text) => encodeURIComponent(text),
  'percent-encoded letter by letter': (text) => byByte(text, (byte) => `%${hex(byte)}`),
  'percent-encoded twice': (text) => encodeURIComponent(byByte(text, (byte) => `%${hex(byte).toUpperCase()}`)),
  'in hex': (text) => Buffer.from(text).toString('hex'),
  'in HEX': (text) => Buffer.from(text).toString('hex').toUpperCase(),
  'escaped as JSON': (text) => JSON.stringify(text).slice(1, -1),
  'escaped as JSON letter by letter': (text) => byUnit(text, (unit) => `\\u${hex(unit, 4)}`),
  'escaped as JSON in JSON': (text) => JSON.stringify(byUnit(text, (unit) => `\\u${hex(unit, 4)}`)),
  'escaped as bytes': (text) => byByte(text, (byte) => `\\x${hex(byte)}`),
  'in base64 of base64': (text) => Buffer.from(Buffer.from(text).toString('base64')).toString('base64'),
  'in base64 of two bytes a letter': (text) => Buffer.from(text, 'utf16le').toString('base64'),
  'in base32': base32,
  'in hex with marks': (text) => [...Buffer.from(text)].map((byte) => hex(byte)).join(':'),
  'in hex of C': (text) => [...Buffer.from(text)].map((byte) => `0x${hex(byte)}`).join(', '),
  'in decimals': (text) => [...Buffer.from(text)].join(','),
  'in octals': (text) => byByte(text, (byte) => `\\${byte.toString(8).padStart(3, '0')}`),
  'in bits': (text) => [...Buffer.from(text)].map((byte) => byte.toString(2).padStart(8, '0')).join(' '),
  'as quoted-printable': (text) => byByte(text, (byte) => `=${hex(byte).toUpperCase()}`),
  'from its end': (text) => Array.from(text).reverse().join(''),
  'escaped as HTML': (text) => byUnit(text, (unit) => `&#x${hex(unit)};`),
  'escaped as HTML in decimals': (text) => byUnit(text, (unit) => `&#${unit};`),
};

/** Those that only texts without a space have. */
export const spacedOut: Readonly<Record<string, (text: string) => string>> = {
  'with spaces between': (text) => Array.from(text).join(' '),
  'with dashes between': (text) => Array.from(text).join('-'),
  'with a line break in it': (text) => `${text.slice(0, text.length / 2)}\n${text.slice(text.length / 2)}`,
};

function byByte(text: string, write: (byte: number) => string): string {
  return [...Buffer.from(text)].map(write).join('');
}

function byUnit(text: string, write: (unit: number) => string): string {
  return Array.from({ length: text.length }, (_, at) => write(text.charCodeAt(at))).join('');
}

function hex(value: number, digits = 2): string {
  return value.toString(16).padStart(digits, '0');
}

function base32(text: string): string {
  const bits = [...Buffer.from(text)].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  return (bits.match(/.{1,5}/g) ?? []).map((five) => letters.charAt(parseInt(five.padEnd(5, '0'), 2))).join('');
}
