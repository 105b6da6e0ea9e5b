/** The public shape of a catalogue: who, on which terms, how fresh. */
import { z } from 'zod';
import type { Manifest } from '#model/source.ts';
import { licenceViewSchema } from './project-view.ts';
import type { SourceTurn } from './source-turns.ts';
import { type Language, viewLicence } from './view-project.ts';

export const sourceViewSchema = z
  .strictObject({
    id: z.string(),
    name: z.string(),
    organisation: z.strictObject({
      name: z.string(),
      url: z.string().optional(),
      kind: z.string().optional().describe('Code of the vocabulary `holder-kinds`'),
      about: z.string().optional(),
    }),
    homepage: z.string().optional(),
    licence: licenceViewSchema,
    attribution: z.string(),
    language: z.string(),
    exported: z.boolean().describe('Whether its projects are in the exports: false when its licence is `closed`'),
    fictitious: z.boolean().describe('Invented for the demonstration'),
    schedule: z.enum(['manual', 'daily', 'weekly', 'monthly']).describe('How often it is read'),
    lastRead: z.iso.datetime().optional().describe('When it was last read in full'),
    lastTurn: z
      .strictObject({
        at: z.iso.datetime(),
        outcome: z
          .enum(['done', 'unchanged', 'held', 'failed'])
          .describe('`held`: read, and kept back until a person has looked; what was shown stays shown'),
      })
      .optional()
      .describe('How its last scheduled reading ended'),
    nextRead: z.iso.datetime().optional().describe('When it is read next; in the past when it waits for others'),
    projects: z.number().int().describe('How many projects shown here it tells of'),
  })
  .meta({ id: 'Source', description: 'A partner’s catalogue.' });
export type SourceView = z.infer<typeof sourceViewSchema>;

export function viewSource(
  source: Manifest,
  language: Language,
  lastRead: Date | undefined,
  projects: number,
  turn?: SourceTurn,
): SourceView {
  const { organisation, homepage } = source;
  return {
    id: source.id,
    name: source.name[language],
    organisation: {
      name: organisation.name,
      ...(organisation.url === undefined ? {} : { url: organisation.url }),
      ...(organisation.kind === undefined ? {} : { kind: organisation.kind }),
      ...(organisation.about === undefined ? {} : { about: organisation.about[language] }),
    },
    ...(homepage === undefined ? {} : { homepage }),
    licence: viewLicence(source.licence),
    attribution: source.attribution,
    language: source.language,
    exported: source.licence !== 'closed',
    fictitious: source.demonstration,
    schedule: source.schedule,
    ...(lastRead === undefined ? {} : { lastRead: lastRead.toISOString() }),
    ...(turn === undefined || turn.outcome === null || turn.endedAt === null
      ? {}
      : { lastTurn: { at: turn.endedAt.toISOString(), outcome: turn.outcome } }),
    ...(turn === undefined || turn.next === null ? {} : { nextRead: turn.next.toISOString() }),
    projects,
  };
}
