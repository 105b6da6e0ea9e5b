/**
 * What two sheets are to one another: precision first, and in words. *Same* only when every gate is open (the name or
 * the full web address is evidence, the place agrees, nothing parts them) and the weights of all that agrees reach the
 * threshold. A place alone, or a name and a site alone, never merge.
 */
import { fold } from '#lib/text/fold.ts';
import { type Agreement, agree, partly, type Seen } from './agreement.ts';
import { type PlaceRelation, relatePlaces } from './place-evidence.ts';
import { usualScale } from './usual-weights.ts';
import { type Evidence, evidenceOf, type Scale, weigh } from './weights.ts';

export { type Seen, see } from './agreement.ts';

/** `same`: one project; `ask`: a person should look; `related`: shown as a link; `other`: nothing in common. */
export type Outcome = 'same' | 'ask' | 'related' | 'other';

export interface Verdict {
  outcome: Outcome;
  /** The log-odds that they are one, by what agrees (natural logarithm; 0 is even): orders the rivals of a sheet. */
  score: number;
  /** Why, one clause each, for curators. */
  reasons: string[];
  /** Each finding and what it weighs, the heaviest first. */
  evidence: Evidence[];
  /**
   * They cannot stand in one project, even through a third: known places that disagree, a word that parts them, or
   * holders of different numbers.
   */
  against: boolean;
}

/**
 * The log-odds from which a pair with open gates is merged: 4.5 to 1 by the weights alone. What that means in
 * wrong merges is estimated by decoys (`decoys.ts`).
 */
export const sure = 1.5;

export function judge(a: Seen, b: Seen, scale: Scale = usualScale): Verdict {
  if (a.sheet.source === b.sheet.source) return judgeWithin(a, b);
  return judgeAcross(a, b, scale);
}

/** As if two sources told them, whatever their sources. */
export function judgeAcross(a: Seen, b: Seen, scale: Scale): Verdict {
  const agreement = agree(a, b);
  // Most pairs of a block end here, before their words are compared.
  if (agreement === undefined) return elsewhere;
  const score = weigh(agreement.levels, scale);
  const outcome = decide(agreement, score);
  const { parted, carried, place, inner } = agreement;
  return {
    outcome,
    score,
    reasons: outcome === 'other' ? [] : reasonsOf(agreement, score),
    evidence: outcome === 'other' ? [] : evidenceOf(agreement.levels, scale),
    against:
      parted !== undefined || carried || place === 'apart' || (place === 'far' && !inner) || namesakes(agreement),
  };
}

/** The log-odds of two tellings that only the threshold keeps from being merged; undefined when a gate is shut. */
export function scoreWhenOpen(a: Seen, b: Seen, scale: Scale): number | undefined {
  const agreement = agree(a, b);
  if (agreement === undefined || agreement.parted !== undefined || agreement.carried || !gatesOpen(agreement))
    return undefined;
  return weigh(agreement.levels, scale);
}

const elsewhere: Verdict = {
  outcome: 'other',
  score: -20,
  reasons: ['in different places'],
  evidence: [],
  against: true,
};

function decide(agreement: Agreement, score: number): Outcome {
  const { here, close, place, page, site, exact, named, within, stands, likeness, parted, carried } = agreement;
  if (carried) return page ? 'ask' : 'related';
  if (parted !== undefined) {
    if (here && (named || page || (within && stands))) return 'ask';
    return named && site ? 'related' : 'other';
  }
  if (gatesOpen(agreement) && score >= sure) return 'same';
  if (here && (page || (named && (close || stands)) || (stands && (within || likeness >= 0.7)))) return 'ask';
  // The weights see what no rule of thumb does: all that is left is that nobody should merge it unasked.
  if (place !== 'apart' && !agreement.oneHouse && score >= sure) return 'ask';
  if (exact && stands && (page || place === 'far')) return 'ask';
  if (place === 'unknown' && named && stands && site) return 'ask';
  return (site && stands) || place === 'door' ? 'related' : 'other';
}

/** What must hold before any weight counts. */
function gatesOpen(agreement: Agreement): boolean {
  const { here, close, place, page, inner, site, exact, named, within, stands, likeness } = agreement;
  if (namesakes(agreement)) return false;
  if (agreement.oneHouse || (agreement.twoTowns && !close && !inner)) return false;
  // The name is evidence once the commune and generic words are gone; or the full web address is; or all there is.
  const evidence = stands || (page && named) || (exact && place === 'door' && site);
  // A front page is that of all houses of a chain.
  const placed = here || (exact && stands && inner && (place === 'far' || place === 'unknown'));
  const told = named || (within && close) || (page && stands && likeness >= partly && place !== 'town');
  return evidence && placed && told;
}

/** Their holders' numbers differ, and neither a door nor a page says that they are one all the same. */
function namesakes({ otherHolder, close, page }: Agreement): boolean {
  return otherHolder && !close && !page;
}

function reasonsOf(
  { exact, named, within, place, page, site, stands, parted, carried, otherHolder, oneHouse }: Agreement,
  score: number,
): string[] {
  const names = [
    exact && 'the same name',
    named && 'nearly the same name',
    within && 'one name within the other',
    'names differ',
  ];
  return [
    names.find((clause) => clause !== false) as string,
    placeWords[place],
    ...(page ? ['the same web page'] : site ? ['the same web site'] : []),
    ...(stands ? [] : ['a name says nothing without the commune']),
    ...(parted === undefined ? [] : [parted]),
    ...(carried ? ['one is the organisation that carries the other'] : []),
    ...(otherHolder ? ['their holders have different numbers'] : []),
    ...(oneHouse ? ['only one says what kind of house it is'] : []),
    ...(score < sure && parted === undefined ? ['too little weighs for it'] : []),
  ];
}

const placeWords: Readonly<Record<PlaceRelation, string>> = {
  door: 'at one address',
  near: 'within 500 metres',
  town: 'within two kilometres',
  commune: 'in one commune',
  unknown: 'a place is not known',
  far: 'in one commune, more than two kilometres apart',
  apart: 'in different places',
};

/** Within one source the partner has already said that they are two: only a plain repetition is one. */
function judgeWithin(first: Seen, second: Seen): Verdict {
  if (!repeats(first, second))
    return { outcome: 'other', score: 0, reasons: ['one source, told apart'], evidence: [], against: true };
  return {
    outcome: 'same',
    score: 20,
    reasons: ['one source repeats itself: the same name at one point'],
    evidence: [],
    against: false,
  };
}

/** The same name, year and exact point. */
export function repeats({ sheet: a, place: first }: Seen, { sheet: b, place: second }: Seen): boolean {
  const [p, q] = [first.points[0], second.points[0]];
  return (
    p !== undefined &&
    p.lat === q?.lat &&
    p.lon === q.lon &&
    a.startYear === b.startYear &&
    fold(a.title).trim() === fold(b.title).trim() &&
    relatePlaces(first, second) === 'door'
  );
}
