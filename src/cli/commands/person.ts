/** `person …`: who may do what; the first administrator; a link for somebody who gets no mail. */
import type { Kysely } from 'kysely';
import { readMailAddress } from '#connect/accounts/mail-address.ts';
import { addPerson, allPersons, type Listed, personByMail, setRole } from '#connect/accounts/persons.ts';
import { removeSecondFactor } from '#connect/accounts/second-factor.ts';
import { endSessionsOf } from '#connect/accounts/sessions.ts';
import { appoint } from '#connect/partners/team.ts';
import type { Tables } from '#db/tables.ts';
import { type Role, roles } from '#model/person.ts';
import { type Command, done, failed, Misuse, type Outcome, type Parsed } from '../command.ts';
import type { CommandRooms } from '../rooms.ts';

const roleOption = { type: 'string', value: 'ROLE', about: `One of ${roles.join(', ')}.` } as const;

function readRole(value: Parsed['options'][string]): Role | undefined {
  if (value === undefined) return undefined;
  const role = roles.find((known) => known === value);
  if (role === undefined) throw new Misuse(`--role is one of ${roles.join(', ')}.`);
  return role;
}

function readMail({ words }: Parsed): string {
  const mail = readMailAddress(words[0]);
  if (mail === undefined || words.length !== 1) throw new Misuse('Give one mail address, such as jeanne@exemple.fr.');
  return mail;
}

const told = ({ mail, name, role, partners }: Listed): string =>
  [mail, role, ...(name === '' ? [] : [name]), ...partners.map(({ source, role: part }) => `${source} (${part})`)].join(
    '  ',
  );

const json = ({ since, ...person }: Listed) => ({ ...person, since: since.toISOString() });

async function withPerson(
  rooms: CommandRooms,
  parsed: Parsed,
  act: (db: Kysely<Tables>, person: Listed) => Promise<Outcome>,
): Promise<Outcome> {
  const mail = readMail(parsed);
  const db = await rooms.database();
  const person = await personByMail(db, mail);
  const sentence = `Nobody has an account with ${mail}: npm run carrefour -- person add ${mail}`;
  return person === undefined ? failed({ error: sentence }, [sentence]) : act(db, person);
}

export const personList: Command<CommandRooms> = {
  name: 'person list',
  takes: '',
  about: 'Who has an account: administrators and curators first, then those who speak for a partner.',
  options: {},
  async run(rooms) {
    const persons = await allPersons(await rooms.database());
    const lines = persons.length === 0 ? ['Nobody has an account yet.'] : persons.map(told);
    return done({ persons: persons.map(json) }, lines);
  },
};

export const personAdd: Command<CommandRooms> = {
  name: 'person add',
  takes: '<mail>',
  about: 'Give an address an account before it signs in: the way to the first administrator.',
  options: {
    role: roleOption,
    name: { type: 'string', value: 'NAME', about: 'The person’s name.' },
  },
  async run(rooms, parsed) {
    const mail = readMail(parsed);
    const role = readRole(parsed.options.role) ?? 'member';
    const name = typeof parsed.options.name === 'string' ? parsed.options.name.trim().slice(0, 100) : '';
    const added = await addPerson(await rooms.database(), { mail, name, role });
    const there = `${mail} has an account already; to change its role: npm run carrefour -- person role ${mail} --role ${role}`;
    if (added === undefined) return failed({ error: there }, [there]);
    return done(json(added), [told(added), `To sign in without mail: npm run carrefour -- person link ${mail}`]);
  },
};

export const personRole: Command<CommandRooms> = {
  name: 'person role',
  takes: '<mail>',
  about: 'Change what a person may do, for the commons or for a partner.',
  options: {
    role: roleOption,
    source: { type: 'string', value: 'ID', about: 'The catalogue for whose keeper the person speaks; with --as.' },
    as: {
      type: 'string',
      value: 'PART',
      about: 'editor, admin (lets others in; the first of a team is one), or none.',
    },
  },
  async run(rooms, parsed) {
    const role = readRole(parsed.options.role);
    const { source, as } = parsed.options;
    if (role === undefined && source === undefined)
      throw new Misuse('Say what changes, with --role, or --source and --as.');
    if ((source === undefined) !== (as === undefined)) throw new Misuse('--source and --as go together.');
    if (as !== undefined && as !== 'editor' && as !== 'admin' && as !== 'none')
      throw new Misuse('--as is editor, admin or none.');
    return withPerson(rooms, parsed, async (db, person) => {
      if (typeof source === 'string') {
        // Leaving a partner must be possible when its manifest is gone.
        if (as !== 'none' && !rooms.loadSources().sources.some(({ id }) => id === source)) {
          const sentence = `There is no source ${source}: npm run carrefour -- source list`;
          return failed({ error: sentence }, [sentence]);
        }
        await appoint(db, source, person.id, as === 'none' ? undefined : as);
      }
      if (role !== undefined) await setRole(db, person.id, role);
      const now = await personByMail(db, person.mail);
      return done(now && json(now), now === undefined ? [] : [told(now)]);
    });
  },
};

export const personLink: Command<CommandRooms> = {
  name: 'person link',
  takes: '<mail>',
  about: 'Print a link that signs a person in, once, within ten minutes: for an operator without a mail server.',
  options: {},
  run: (rooms, parsed) =>
    withPerson(rooms, parsed, async (_, { mail }) => {
      const link = await rooms.persons.link(mail);
      return done({ mail, link }, [link, 'It opens the account for whoever holds it, once, within ten minutes.']);
    }),
};

export const personRemove: Command<CommandRooms> = {
  name: 'person remove',
  takes: '<mail>',
  about: 'Remove an account and all that names the person, at once and for good.',
  options: {},
  run: (rooms, parsed) =>
    withPerson(rooms, parsed, async (_, { id, mail }) => {
      await rooms.persons.forget(id);
      return done({ removed: mail }, [`${mail} is removed, with all that named this person.`]);
    }),
};

export const personSignOut: Command<CommandRooms> = {
  name: 'person sign-out',
  takes: '[<mail>]',
  about: 'End every session of a person, or of everyone: who was signed in is asked to sign in again.',
  options: { everyone: { type: 'boolean', about: 'Of everyone, without an address.' } },
  async run(rooms, parsed) {
    const told = (ended: number, whose: string) =>
      done({ ended }, [`${ended} ${ended === 1 ? 'session' : 'sessions'} of ${whose} ended.`]);
    if (parsed.options.everyone !== true)
      return withPerson(rooms, parsed, async (db, { id, mail }) => told(await endSessionsOf(db, id), mail));
    if (parsed.words.length > 0) throw new Misuse('Give an address, or --everyone, not both.');
    return told(await endSessionsOf(await rooms.database(), 'everyone'), 'everyone');
  },
};

export const personOneFactor: Command<CommandRooms> = {
  name: 'person one-factor',
  takes: '<mail>',
  about: 'Take the second factor away of a person who lost it and its recovery codes, once you are sure who asks.',
  options: {},
  run: (rooms, parsed) =>
    withPerson(rooms, parsed, async (db, { id, mail }) => {
      const removed = await removeSecondFactor(db, id);
      const ended = await endSessionsOf(db, id);
      const sentence = removed
        ? `${mail} signs in by link alone now; its sessions have ended.`
        : `${mail} had no second factor; its sessions have ended.`;
      return done({ mail, removed, ended }, [sentence]);
    }),
};
