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
  latest: 'M8 2.5v9M4 7.8l4 4 4-4',
} as const;

export type IconName = keyof typeof strokes;

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
