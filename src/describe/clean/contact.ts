/** Mails and phones: recognised, told generic from personal, and the personal ones taken out of public texts. */
import { fold } from '#lib/text/fold.ts';
import { isMobile, phonesIn, withPhones } from '#lib/text/phones.ts';

export interface FoundContact {
  kind: 'mail' | 'phone';
  /** A mail in lower case, or a phone as `02 41 05 40 00` or `+687 25 28 35`. */
  value: string;
  personal: boolean;
}

/** What stands in a public text where a personal contact was. */
export const withheldMark = '[…]';

/** Every part is bounded (RFC 5321: 64 before the @, 63 a label), so that no text makes the search slow. */
const mail =
  /(?<![\p{L}\p{N}])[\p{L}\p{N}](?:[\p{L}\p{N}._%+’'-]{0,62}[\p{L}\p{N}_-])?(?:[@＠]|\s[@＠]\s|\s{0,3}[[(]\s{0,3}(?:at|arobase|@)\s{0,3}[\])]\s{0,3})(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.|\s{0,3}[[(]\s{0,3}(?:dot|point)\s{0,3}[\])]\s{0,3})){1,6}[a-z]{2,24}(?![a-z0-9])/giu;
/** Without one of these no mail need be looked for. */
const mailSign = /[@＠]|[[(] *(?:at|arobase)/i;

const generic = new Set(
  (
    'contact contacts contactez accueil info infos information informations mairie secretariat secretaire bonjour hello ' +
    'coucou salut asso association associations admin administration bureau communication com presse media medias direction ' +
    'commercial office tourisme mediatheque bibliotheque ludotheque fablab lab labo coworking cowork espace tierslieu tiers ' +
    'reservation reservations equipe team collectif mail courrier postmaster webmaster support aide service services epn ' +
    'cyberbase ccas cias msap mfs franceservices mediation numerique multimedia centre csc mjc culture jeunesse pij bij ' +
    'emploi formation formations inscription inscriptions benevoles benevole partenariats partenariat projet projets ' +
    'gestion compta comptabilite rh recrutement juridique dpo rgpd donnees communaute commune ville agglo departement region ' +
    'atelier ateliers boutique magasin epicerie ressourcerie recyclerie jardin jardins cafe maison ferme ecole lycee college ' +
    'universite federation reseau fondation cooperative scic scop nous noreply newsletter welcome bienvenue'
  ).split(' '),
);
const freeHosts = new Set(
  'gmail googlemail hotmail outlook live msn yahoo orange wanadoo free laposte sfr neuf bbox aol icloud protonmail proton gmx numericable mac me lagoon mls canl can nordnet'.split(
    ' ',
  ),
);

/**
 * Whether a mail is an organisation's: its name begins with a role (`contact`, `mairie.x`) or is the domain's own name.
 * When in doubt it is a person's.
 */
export function isPersonalMail(address: string): boolean {
  const [local = '', domain = ''] = fold(address).split('@');
  const first = local.split(/[._+\-\d]/).find(Boolean) ?? '';
  if (generic.has(first)) return false;
  const owner = domain.split('.').at(-2) ?? '';
  if (freeHosts.has(owner)) return true;
  return local.replace(/[._+-]/g, '') !== owner.replace(/-/g, '');
}

/** The mails and phones of a text, each once, in the order of mails then phones. */
export function findContacts(text: string): FoundContact[] {
  const found = new Map<string, FoundContact>();
  if (mailSign.test(text))
    for (const [written] of text.matchAll(mail)) {
      const value = normalMail(written);
      found.set(value, { kind: 'mail', value, personal: isPersonalMail(value) });
    }
  for (const value of phonesIn(text)) found.set(value, { kind: 'phone', value, personal: isMobile(value) });
  return [...found.values()];
}

/** A text in which `[…]` stands for each personal mail and phone. */
export function withholdPersonal(text: string): string {
  return withholdContacts(text, ({ personal }) => personal);
}

/** A text in which `[…]` stands for each mail and phone that is to be withheld, and for the name beside a mail that is made of it. */
export function withholdContacts(text: string, isWithheld: (contact: FoundContact) => boolean): string {
  let kept = text;
  if (mailSign.test(kept))
    kept = withholdNames(kept, isWithheld).replace(mail, (written) => {
      const value = normalMail(written);
      return isWithheld({ kind: 'mail', value, personal: isPersonalMail(value) }) ? withheldMark : written;
    });
  return withPhones(kept, (value, written) =>
    isWithheld({ kind: 'phone', value, personal: isMobile(value) }) ? withheldMark : written,
  );
}

/** How far from its mail a name still stands beside it, in characters. */
const besideMail = 40;

const capitalised = /(?<![\p{L}\p{N}@._-])\p{Lu}[\p{L}’'-]{0,40}/gu;

/** `Jeanne Martin (jeanne.martin@x.fr)`: the mail would tell the name, so the name goes with it; other names stay. */
function withholdNames(text: string, isWithheld: (contact: FoundContact) => boolean): string {
  const mails = [...text.matchAll(mail)].flatMap(({ 0: written, index }) => {
    const [one = '', other = '', ...more] = fold(normalMail(written)).split('@')[0]!.split(/[._-]/);
    const value = normalMail(written);
    const withheld = isWithheld({ kind: 'mail', value, personal: isPersonalMail(value) });
    const telling = more.length === 0 && one !== '' && other.length > 1 && withheld;
    return telling ? [{ one, other, from: index - besideMail, to: index + written.length + besideMail }] : [];
  });
  if (mails.length === 0) return text;
  let kept = '';
  let end = 0;
  let before: RegExpExecArray | undefined;
  for (const name of text.matchAll(capitalised)) {
    const start = before?.index ?? 0;
    const [a, b] = [fold(before?.[0] ?? ''), fold(name[0])];
    const beside = before !== undefined && /^[.\s]{1,3}$/.test(text.slice(start + before[0].length, name.index));
    const isOf = (first: string, last: string, one: string, other: string) =>
      last === other && (first === one || (one.length === 1 && first.startsWith(one)));
    const told = mails.some(
      ({ one, other, from, to }) => start >= from && start <= to && (isOf(a, b, one, other) || isOf(b, a, one, other)),
    );
    if (beside && told && start >= end) {
      kept += text.slice(end, start) + withheldMark;
      end = name.index + name[0].length;
      before = undefined;
    } else before = name;
  }
  return kept + text.slice(end);
}

function normalMail(written: string): string {
  return written
    .replace(/\s*[[(]\s*(?:at|arobase|@)\s*[\])]\s*/gi, '@')
    .replace(/\s*[[(]\s*(?:dot|point)\s*[\])]\s*/gi, '.')
    .replace(/\s*[@＠]\s*/g, '@')
    .toLowerCase();
}
