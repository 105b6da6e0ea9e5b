/** One row of a Record as read: column or path → value, as the partner sent it, untouched. */
export type Row = Record<string, unknown>;
