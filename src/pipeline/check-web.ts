/** The links and pictures of a sheet, with what was found when they were looked at. */
import { type Problem, problem } from '#model/problem.ts';
import type { Sheet } from '#model/sheet.ts';
import type { Answered, Inquiry } from './inquiries/inquiry.ts';

type Web = Pick<Sheet, 'links' | 'recordUrl' | 'images'>;

/** Looked at per sheet at most: a partner who lists a hundred addresses is asked for the first ones. */
const mostLinks = 5;
const mostImages = 4;

function linksOf({ links, recordUrl }: Web): { field: string; url: string }[] {
  const own = recordUrl === undefined ? [] : [{ field: 'recordUrl', url: recordUrl }];
  return [...own, ...links.map(({ url }, i) => ({ field: `links.${i}`, url }))].slice(0, mostLinks);
}

export function webInquiries(sheet: Web): Inquiry[] {
  return [
    ...linksOf(sheet).map(({ url }): Inquiry => ({ kind: 'link', subject: url })),
    ...sheet.images.slice(0, mostImages).map(({ url }): Inquiry => ({ kind: 'image', subject: url })),
  ];
}

/** Links that are gone are told, and stay: the partner may bring them back. Pictures that cannot be shown are left out. */
export function checkWeb(sheet: Web, answered: Answered): { images: Sheet['images']; problems: Problem[] } {
  const problems = linksOf(sheet)
    .filter(({ url }) => answered.isGone('link', url))
    .map(({ field, url }) => problem(field, 'link-gone', url));
  const images: Sheet['images'] = [];
  for (const [i, image] of sheet.images.entries()) {
    if (answered.isGone('image', image.url)) problems.push(problem(`images.${i}`, 'image-unusable', image.url));
    else images.push({ ...image, ...answered.size(image.url) });
  }
  return { images, problems };
}
