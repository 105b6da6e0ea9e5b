/** Between two texts that only their places keep apart: without it ears would get them as one word. */
import type { FC } from 'hono/jsx';

export const Apart: FC<{ by?: string }> = ({ by = ', ' }) => <span class="unseen">{by}</span>;
