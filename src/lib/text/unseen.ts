/** Signs that turn text round, hide in it, or end a line where none is seen: whoever reads a name must read what it says. */

const unseen =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]/g;
const otherLineEnds = /\u2028|\u2029/g;

/** The text without them; line ends that only programs know are ours. What joins an emoji or letters (U+200C, U+200D) stays. */
export const withoutUnseen = (text: string): string => text.replace(otherLineEnds, '\n').replace(unseen, '');
