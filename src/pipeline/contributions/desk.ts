/** What telling a project needs of describing, matching, the search and the records: one thing to hand over. */
import type { Contribution } from '#connect/contributions/contribution.ts';
import type { TellingRooms } from '#connect/contributions/contributions.ts';
import { type Likenesses, likenessesIn } from './likenesses.ts';
import { previewer } from './preview.ts';
import { type WriteRooms, writeAccepted } from './write-accepted.ts';

export interface ContributionDesk extends TellingRooms {
  /** Writes what was accepted; asked again while it writes, it goes round once more. */
  write(): Promise<void>;
}

export function contributionDesk(rooms: WriteRooms & { engine: Parameters<typeof likenessesIn>[1] }): ContributionDesk {
  const preview = previewer(rooms);
  const likenesses: Likenesses = likenessesIn(rooms.db, rooms.engine);
  let under: Promise<void> | undefined;
  let again: Promise<void> | undefined;
  const begin = (): Promise<void> => {
    under = writeAccepted(rooms)
      .then(() => undefined)
      .finally(() => {
        under = undefined;
      });
    return under;
  };
  return {
    preview: ({ id, language, pictures, createdAt, changedAt }: Contribution, telling) =>
      preview({
        id,
        telling,
        language,
        pictures: pictures.map(({ id: picture, alt }) => ({
          url: `${rooms.baseUrl}/contribuer/images/${picture}.webp`,
          alt,
        })),
        createdAt,
        updatedAt: changedAt,
      }),
    likenesses,
    write() {
      if (under === undefined) return begin();
      again ??= under
        .catch(() => undefined)
        .then(() => {
          again = undefined;
          return begin();
        });
      return again;
    },
  };
}
