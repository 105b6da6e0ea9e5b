/** A Person: somebody who signed in, and what the commons lets them do. */
import { z } from 'zod';

/** Characters of a name. */
export const longestName = 100;

/** What a person is to the commons, least first. Holding a project or editing a catalogue is said apart. */
export const roles = ['member', 'curator', 'administrator'] as const;
export type Role = (typeof roles)[number];

const personSchema = z.object({
  id: z.string(),
  name: z.string(),
  mail: z.string(),
  role: z.enum(roles),
  /** What the person would be with a second factor, where one is demanded for it. */
  withheld: z.enum(roles).optional(),
  /** The organisations for which the person speaks: source ids, and whether they let others in. */
  partners: z.array(z.object({ source: z.string(), role: z.enum(['editor', 'admin']) })),
});
export type Person = z.infer<typeof personSchema>;

/** Whether the person may decide on the commons' queues: same projects, held runs, suggested concepts. */
export function mayCurate(person: Person | undefined): person is Person {
  return person !== undefined && person.role !== 'member';
}

/** Whether the person may edit and speak for a catalogue. */
export function speaksFor(person: Person | undefined, source: string): person is Person {
  return person?.partners.some((partner) => partner.source === source) ?? false;
}

/** Who asks: nobody when no session is open. */
export type PersonOf = (headers: Headers) => Promise<Person | undefined>;
