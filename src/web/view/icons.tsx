/** The few icons, drawn with one pen. All decorative: words stand beside them. */
import type { FC } from 'hono/jsx';

const icon =
  (path: string): FC =>
  () => (
    <svg
      viewBox="0 0 20 20"
      fill="none"
      stroke="currentColor"
      stroke-width="2.1"
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      <path d={path} />
    </svg>
  );

export const SearchIcon = icon('M14 14l4 4M9 15.5a6.5 6.5 0 1 0 0-13a6.5 6.5 0 0 0 0 13z');
export const CloseIcon = icon('M5.5 5.5l9 9M14.5 5.5l-9 9');
export const ArrowIcon = icon('M3 10h13M11 5l5 5l-5 5');
export const BackIcon = icon('M17 10H4M9 5l-5 5l5 5');
export const MapIcon = icon('M2.5 5l5-2l5 2l5-2v12l-5 2l-5-2l-5 2zM7.5 3v12M12.5 5v12');
export const ListIcon = icon('M7 5h10M7 10h10M7 15h10M3 5h.01M3 10h.01M3 15h.01');
export const FilterIcon = icon('M3 6h14M6 10h8M8.5 14h3');
export const MailIcon = icon('M2.5 5h15v10h-15zM3 5.5l7 5.5l7-5.5');
export const SendIcon = icon('M17.5 2.5L2.5 8.8l6.2 2.5l2.5 6.2zM8.7 11.3l4-4');
export const PrintIcon = icon('M6 7V2.5h8V7M6 14H3V7h14v7h-3M6 11.5h8v6H6z');
export const DownIcon = icon('M10 3v10M5.5 9l4.5 4.5L14.5 9M3.5 16.5h13');
export const LinkIcon = icon('M8 12l4-4M9 5.5l2-2a3.9 3.9 0 0 1 5.5 5.5l-2 2M11 14.5l-2 2A3.9 3.9 0 0 1 3.5 11l2-2');
export const OutIcon = icon('M8 4H4v12h12v-4M11 3h6v6M17 3l-8 8');
export const PersonIcon = icon(
  'M10 10.5a3.8 3.8 0 1 0 0-7.6a3.8 3.8 0 0 0 0 7.6zM3 17.5c.6-3.2 3.4-4.6 7-4.6s6.4 1.4 7 4.6',
);
export const KeepIcon = icon('M5.5 3h9v14l-4.5-3.6L5.5 17z');
export const MenuIcon = icon('M3 5.5h14M3 10h14M3 14.5h14');
