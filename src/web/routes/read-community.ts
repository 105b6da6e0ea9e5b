/** What the forms of communities ask, read: settings, acts of admins, what members write. */
import { z } from 'zod';
import type { AdminAct } from '#connect/communities/communities.ts';
import type { Words } from '#connect/communities/community.ts';
import { joinings, writings } from '#connect/communities/membership.ts';
import type { WriterAct } from '#connect/communities/writing.ts';
import { type Criteria, noCriteria, readCriteria, writeCriteria } from '#model/criteria.ts';
import type { CommunityRefusal } from '../pages/communities.tsx';
import type { CommunityTyped } from '../pages/community-settings.tsx';
import { parisTime } from '../view/calendar.ts';
import { title as titleSchema, written } from './form-text.ts';

type Fields = Record<string, string>;

const settings = z.object({
  nom: titleSchema(120),
  phrase: titleSchema(200),
  texte: written(2_000).default(''),
  recherche: z.string().max(1_500),
  rejoindre: z.enum(joinings),
  ecrire: z.enum(writings),
});
const need = z.object({ titre: titleSchema(120), mots: titleSchema(120), texte: written(2_000).default('') });
const meeting = z.object({
  titre: titleSchema(120),
  lieu: titleSchema(200),
  debut: z.string(),
  fin: z.string(),
  texte: written(2_000).default(''),
});

export const typedOf = (fields: Fields): CommunityTyped => ({
  ...{
    nom: fields.nom ?? '',
    phrase: fields.phrase ?? '',
    texte: fields.texte ?? '',
    recherche: fields.recherche ?? '',
  },
  ...{ rejoindre: fields.rejoindre ?? '', ecrire: fields.ecrire ?? '' },
});

export function readSettings(fields: Fields): Words | CommunityRefusal {
  const read = settings.safeParse(fields);
  if (!read.success) return 'unreadable';
  const criteria = criteriaIn(read.data.recherche);
  if (criteria === undefined) return 'search';
  const { nom, phrase, texte, rejoindre, ecrire } = read.data;
  return { name: nom, lead: phrase, about: texte, criteria, joining: rejoindre, writing: ecrire };
}

/** The criteria of an address of the results, as people copy it; undefined when it holds none. */
function criteriaIn(text: string): Criteria | undefined {
  const { sort, page: first, pageSize } = noCriteria;
  const { criteria } = readCriteria(
    new URLSearchParams(
      text
        .trim()
        .replace(/^[^?]*\?/, '')
        .replace(/#.*$/, ''),
    ),
  );
  const bare = { ...criteria, sort, page: first, pageSize };
  return writeCriteria(bare).size === 0 ? undefined : bare;
}

export function adminActOf(fields: Fields): AdminAct | CommunityRefusal {
  const { faire, personne = '' } = fields;
  switch (faire) {
    case 'decrire': {
      const words = readSettings(fields);
      return typeof words === 'string' ? words : { is: 'describe', words };
    }
    case 'inviter':
      return { is: 'invite' };
    case 'fermer-lien':
      return { is: 'close-invitation' };
    case 'accepter':
      return { is: 'accept', person: personne };
    case 'retirer':
      return { is: 'remove', person: personne };
    case 'administrer':
      return { is: 'make-admin', person: personne };
    case 'membre':
      return { is: 'make-member', person: personne };
    default:
      return 'unreadable';
  }
}

export function writerActOf(fields: Fields, now: Date): WriterAct | CommunityRefusal {
  const { faire, id = '' } = fields;
  switch (faire) {
    case 'besoin': {
      const read = need.safeParse(fields);
      if (!read.success) return 'unreadable';
      return { is: 'need', title: read.data.titre, words: read.data.mots, text: read.data.texte };
    }
    case 'rencontre': {
      const read = meeting.safeParse(fields);
      if (!read.success) return 'unreadable';
      const [starts, ends] = [parisTime(read.data.debut), parisTime(read.data.fin)];
      if (starts === undefined || ends === undefined || ends < starts || ends < now) return 'dates';
      return { is: 'meeting', title: read.data.titre, place: read.data.lieu, text: read.data.texte, starts, ends };
    }
    case 'carnet':
      return { is: 'show-collection', collection: id };
    case 'retirer-carnet':
      return { is: 'hide-collection', collection: id };
    case 'retirer-besoin':
      return { is: 'remove-need', id };
    case 'retirer-rencontre':
      return { is: 'remove-meeting', id };
    default:
      return 'unreadable';
  }
}
