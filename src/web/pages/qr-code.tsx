/** A QR code as a drawing of our own: dark on light whatever the colours of the page, as cameras expect. */
import type { FC } from 'hono/jsx';
import { qrCode } from '#lib/qr/qr-code.ts';

/** The light border that the standard wants, in modules. */
const border = 4;

export const QrCode: FC<{ text: string; label: string }> = ({ text, label }) => {
  const rows = qrCode(text);
  const side = rows.length + 2 * border;
  const dark = rows.flatMap((row, y) => row.flatMap((is, x) => (is ? `M${x + border} ${y + border}h1v1h-1z` : [])));
  return (
    <svg class="qr" viewBox={`0 0 ${side} ${side}`} role="img" aria-label={label} shape-rendering="crispEdges">
      <rect width={side} height={side} fill="#fff" />
      <path d={dark.join('')} fill="#000" />
    </svg>
  );
};
