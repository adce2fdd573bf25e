import type { JSX } from 'preact';

const PATHS = {
  close: 'M5 5l10 10M15 5L5 15',
  new: 'M10 4v12M4 10h12',
  earlier: 'M10 5.5V10l3 2M3.5 10a6.5 6.5 0 1 0 2-4.7M5 2.5v3h3',
  attach: 'M16 9l-7 7a4 4 0 0 1-5-5l8-8a3 3 0 0 1 4 4l-8 8',
  back: 'M12 4l-6 6 6 6',
};

/** A line drawing beside words, or in place of words that stand in a label. */
export function Icon({ name }: { name: keyof typeof PATHS }): JSX.Element {
  return (
    <svg class={`icon icon-${name}`} viewBox="0 0 20 20" width="20" height="20" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  );
}
