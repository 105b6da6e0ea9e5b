/** An Introduction: somebody writes to a project's holder through the site, and neither sees the other's address. */

/** Why people write, as they say it. */
export const purposes = ['learn', 'copy', 'support', 'join', 'fund'] as const;
export type Purpose = (typeof purposes)[number];

export const sides = ['asker', 'holder'] as const;
export type Side = (typeof sides)[number];

/**
 * - `unconfirmed`: the asker's address is not proven, nothing has left.
 * - `waiting`: the holder was written to and has not answered.
 * - `talking`: the holder answered.
 * - `asleep`: three weeks without an answer; it may still come.
 * - `closed`: by either side, or because the mail could not be delivered.
 */
export type IntroductionState = 'unconfirmed' | 'waiting' | 'talking' | 'asleep' | 'closed';

/** Where the holder's address came from: a claim, its sheet (withheld), its sheet (public), the partner who tells it. */
export type Via = 'claimed' | 'sheet' | 'public' | 'partner';
