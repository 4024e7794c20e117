/** Strokes on a 16 by 16 grid, drawn for Everpair. */
const strokes = {
  send: 'M8 13V3M3.5 7.5 8 3l4.5 4.5',
  stop: 'M4.5 4.5h7v7h-7z',
  add: 'M8 3v10M3 8h10',
  close: 'M4 4l8 8M12 4l-8 8',
  copy: 'M5.5 5.5v-3h8v8h-3M2.5 5.5h8v8h-8z',
  check: 'M3 8.5 6.5 12 13 4.5',
  insert: 'M2.5 3.5h11M2.5 12.5h11M2.5 8h4M9 8h4.5M11 5.8 13.2 8 11 10.2',
  file: 'M9 1.8H3.8v12.4h8.4V5zM9 1.8V5h3.2',
  folder: 'M1.8 3.5h4.4l1.6 2h6.4v7.7H1.8z',
  symbol: 'M8 1.8 13.5 5v6L8 14.2 2.5 11V5zM2.5 5 8 8.2 13.5 5M8 8.2v6',
  editors: 'M4.5 4.5h9.7v9.7H4.5zM1.8 11V1.8H11M4.5 7h9.7',
  problems:
    'M5 6.5a3 3 0 0 1 6 0v4a3 3 0 0 1-6 0zM5 8.5H2M14 8.5h-3M5.3 5.5 3 3.5M10.7 5.5 13 3.5M5.3 11.2 3 13.2M10.7 11.2 13 13.2',
  terminal: 'M1.8 2.8h12.4v10.4H1.8zM4.2 6l2.3 2-2.3 2M8 10.5h3.5',
  changes: 'M8 2.5v6M5 5.5h6M5 12.5h6',
  commit: 'M8 5.2a2.8 2.8 0 1 0 0 5.6 2.8 2.8 0 0 0 0-5.6zM1.5 8h3.7M10.8 8h3.7',
  codebase: 'M7 2.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9zM10.3 10.3l3.7 3.7',
  page: 'M8 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 0 0 8 1.8zM1.8 8h12.4M8 1.8c-4 3.6-4 8.8 0 12.4M8 1.8c4 3.6 4 8.8 0 12.4',
  rules: 'M3.5 1.8h9v12.4h-9zM6 5h4M6 8h4M6 11h2.5',
  command: 'M10.5 2.5 5.5 13.5',
  mention: 'M10.8 8a2.8 2.8 0 1 1-5.6 0 2.8 2.8 0 0 1 5.6 0zM10.8 5.2V9c0 2.2 3.4 2 3.4-1A6.2 6.2 0 1 0 11 13.4',
  image: 'M1.8 2.8h12.4v10.4H1.8zM1.8 11l3.7-3.8 3 3 2-2 3.7 3.6M10.3 5.2v.2',
  up: 'M3.5 10 8 5.5l4.5 4.5',
  back: 'M10 3.5 5.5 8l4.5 4.5',
  forward: 'M6 3.5 10.5 8 6 12.5',
  edit: 'M3 13l.8-3.2L10.6 3l2.4 2.4-6.8 6.8z',
  selection: 'M2.5 3.5h11M2.5 6.5h11M2.5 9.5h7M2.5 12.5h9',
  retry: 'M13 8a5 5 0 1 1-1.6-3.7M13 2.2v3h-3',
  resume: 'M4.5 3v10l8-5z',
  switch: 'M2.5 5.5h10M10 3l2.5 2.5L10 8M13.5 10.5h-10M6 8l-2.5 2.5L6 13',
  key: 'M6.8 9.2a3 3 0 1 1-2-2l6-5.2h2.4v2.4l-1.6.4-.4 1.6-1.6.4z',
  settings: 'M2.5 4.5h6M11.5 4.5h2M2.5 11.5h2M7.5 11.5h6M8.5 3v3h3V3zM4.5 10v3h3v-3z',
  log: 'M3 2.5h10v11H3zM5.5 5.5h5M5.5 8h5M5.5 10.5h3',
  warning: 'M8 2.2 14.3 13.3H1.7zM8 6.5v3.2M8 11.4v.2',
  blocked: 'M8 2.2a5.8 5.8 0 1 0 0 11.6A5.8 5.8 0 0 0 8 2.2zM4 12 12 4',
  down: 'M3.5 6 8 10.5 12.5 6',
  branch: 'M4.5 2.5v11M4.5 9.5c0-3 7-1.5 7-5.5M9.3 6l2.2-2.3L13.7 6',
  model: 'M8 1.8l1.5 4.7 4.7 1.5-4.7 1.5L8 14.2 6.5 9.5 1.8 8l4.7-1.5z',
  clock: 'M8 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 0 0 8 1.8zM8 4.5V8l2.5 1.8',
  conversations: 'M2 3.5h12M2 8h12M2 12.5h8',
  pin: 'M6 2h4l-.5 4.5 2.5 2.3H4l2.5-2.3zM8 8.8V14',
  remove: 'M2.8 4.2h10.4M6.2 4V2.5h3.6V4M4.2 4.2l.6 9.3h6.4l.6-9.3M6.7 6.8v4.2M9.3 6.8v4.2',
  export: 'M8 10V2.2M5 5.2l3-3 3 3M2.8 9v4.2h10.4V9',
  import: 'M8 2.2V10M5 7l3 3 3-3M2.8 9v4.2h10.4V9',
  keyboard: 'M1.5 4h13v8h-13zM4 6.5h.2M6.6 6.5h.2M9.2 6.5h.2M11.8 6.5h.2M4.5 9.5h7',
  grip: 'M6 3.5v.2M6 8v.2M6 12.5v.2M10 3.5v.2M10 8v.2M10 12.5v.2',
  latest: 'M8 2.5v9M4 7.8l4 4 4-4',
} as const;

export type IconName = keyof typeof strokes;

export function strokesOf(name: IconName): string {
  return strokes[name];
}

const svg = 'http://www.w3.org/2000/svg';

/** A decorative icon in the colour of the text around it. */
export function icon(name: IconName): SVGSVGElement {
  const element = document.createElementNS(svg, 'svg');
  const path = document.createElementNS(svg, 'path');
  for (const [key, value] of Object.entries({ viewBox: '0 0 16 16', class: 'icon', 'aria-hidden': 'true' })) {
    element.setAttribute(key, value);
  }
  path.setAttribute('d', strokes[name]);
  element.append(path);
  return element;
}
