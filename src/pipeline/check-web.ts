/** The links and pictures of a sheet, with what was found when they were looked at. */
import { type Problem, problem } from '#model/problem.ts';
import type { Sheet } from '#model/sheet.ts';
import { contributionsId } from '#model/telling.ts';
import type { Answered, Inquiry } from './inquiries/inquiry.ts';

type Web = Pick<Sheet, 'source' | 'links' | 'recordUrl' | 'images'>;

/** Looked at per sheet at most: a partner who lists a hundred addresses is asked for the first ones. */
const mostLinks = 5;
const mostImages = 4;

function linksOf({ links, recordUrl }: Web): { field: string; url: string }[] {
  const own = recordUrl === undefined ? [] : [{ field: 'recordUrl', url: recordUrl }];
  return [...own, ...links.map(({ url }, i) => ({ field: `links.${i}`, url }))].slice(0, mostLinks);
}

/** A picture that somebody sent us: it was drawn anew when it came, and is nobody's to be asked for. */
function ownPath(source: string, url: string): string | undefined {
  const path = source === contributionsId && URL.canParse(url) ? new URL(url).pathname : '';
  return /^\/contribuer\/images\/[0-9a-f]{32}\.webp$/.test(path) ? path : undefined;
}

export function webInquiries(sheet: Web): Inquiry[] {
  const pictures = sheet.images.filter(({ url }) => ownPath(sheet.source, url) === undefined).slice(0, mostImages);
  return [
    ...linksOf(sheet).map(({ url }): Inquiry => ({ kind: 'link', subject: url })),
    ...pictures.map(({ url }): Inquiry => ({ kind: 'image', subject: url })),
  ];
}

/**
 * Links that are gone are told, and stay: the partner may bring them back. Pictures that cannot be shown are left out.
 * `mayCopy`: whether our drawings of them may be shown.
 */
export function checkWeb(
  sheet: Web,
  answered: Answered,
  { mayCopy }: { mayCopy: boolean },
): { images: Sheet['images']; problems: Problem[] } {
  const problems = linksOf(sheet)
    .filter(({ url }) => answered.isGone('link', url))
    .map(({ field, url }) => problem(field, 'link-gone', url));
  const images: Sheet['images'] = [];
  for (const [i, image] of sheet.images.entries()) {
    if (answered.isGone('image', image.url)) problems.push(problem(`images.${i}`, 'image-unusable', image.url));
    else {
      const own = ownPath(sheet.source, image.url);
      const { copy, ...size } = answered.picture(image.url) ?? {};
      const shown = own ?? (mayCopy ? copy : undefined);
      images.push({ ...image, ...size, ...(shown !== undefined && { copy: shown }) });
    }
  }
  return { images, problems };
}
