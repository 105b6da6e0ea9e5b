/** `/carnets`: collections that are read, and their files; `/compte/carnets`: one's own, to change. */
import type { Context, Hono } from 'hono';
import { stream } from 'hono/streaming';
import { z } from 'zod';
import { type Read, visibilities } from '#connect/collections/collection.ts';
import type { CollectionDesk } from '#connect/collections/collections.ts';
import { type ItemChange, standingItems } from '#connect/collections/items.ts';
import { noCriteria } from '#model/criteria.ts';
import { mayCurate } from '#model/person.ts';
import type { Project } from '#model/project.ts';
import { exportProjects, exportTypes } from '#publish/export.ts';
import { exportablePart } from '#publish/exportable.ts';
import { viewProject } from '#publish/view-project.ts';
import {
  CollectionPage,
  CollectionsPage,
  collectionPath,
  exportFiles,
  ownCollectionPath,
} from '../pages/collections.tsx';
import { DossierPage } from '../pages/dossier.tsx';
import { EditCollectionPage } from '../pages/edit-collection.tsx';
import { type CollectionSaid, KeepPage, OwnCollectionsPage, type Typed } from '../pages/own-collections.tsx';
import { TroublePage } from '../pages/trouble.tsx';
import { contextOf, type Desk, page } from '../site.ts';
import { personalPage, signedInOnly, visitor } from '../visitor.ts';
import { title as titleOf, written } from './form-text.ts';
import { fieldsOf, goOn, smallForm } from './sign-in.tsx';

const listed = 20;
const wordsSchema = z.object({ titre: titleOf(120), texte: written(2_000).default('') });
const noteSchema = written(2_000);
const isId = (text: string) => /^[0-9a-hjkmnp-tv-z]{10}$/.test(text);

const own = '/compte/carnets';

export function collectionRoutes(site: Hono, desk: Desk, collections: CollectionDesk): void {
  const { voice, rooms } = desk;
  const context = contextOf(desk);
  const guard = signedInOnly(desk);
  const nothing = (c: Context) =>
    page(c, desk, <TroublePage context={context} kind="notFound" path="/carnets" q="" />, 404);

  site.get(voice.path('/carnets'), async (c) => {
    const at = z.coerce.number().int().min(1).max(10_000).catch(1).parse(c.req.query('page'));
    const found = await collections.published((at - 1) * listed, listed);
    const last = Math.max(1, Math.ceil(found.total / listed));
    if (at > last) return nothing(c);
    return page(c, desk, <CollectionsPage context={context} collections={found.collections} page={at} last={last} />);
  });

  const isCurator = async (c: Context) => {
    const person = await rooms.personOf(c.req.raw.headers);
    return person !== undefined && mayCurate(person);
  };
  /** What the reader may read of it; anything else is as if it were not there. */
  const readable = async (c: Context): Promise<Read | undefined> => {
    const id = c.req.param('id') ?? '';
    if (!isId(id)) return undefined;
    const person = await rooms.personOf(c.req.raw.headers);
    const curates = person !== undefined && mayCurate(person);
    return collections.read(id, { person: person?.id, key: c.req.query('cle'), curates });
  };
  const show = async (c: Context, read: Read, dossier: boolean) => {
    const { collection, items, may } = read;
    const standing = await standingItems(items, rooms.projects);
    const key = c.req.query('cle');
    const query = key === undefined || collection.visibility !== 'link' ? '' : `?cle=${encodeURIComponent(key)}`;
    const reads = may === undefined && !(await isCurator(c));
    const given = { context, rooms, collection, ...standing, own: may !== undefined, query };
    const content = dossier ? (
      <DossierPage {...given} today={rooms.now().toISOString()} />
    ) : (
      <CollectionPage {...given} />
    );
    if (query !== '') c.header('Referrer-Policy', 'same-origin');
    // The same address is not the same page for who writes it or reads it first: only what everyone reads is kept by caches.
    return collection.visibility === 'public' && reads ? page(c, desk, content) : personalPage(c, desk, content);
  };

  site.get(voice.path('/carnets/:id'), async (c) => {
    const read = await readable(c);
    return read === undefined ? nothing(c) : show(c, read, false);
  });
  site.get(voice.path('/carnets/:id/dossier'), async (c) => {
    const read = await readable(c);
    return read === undefined ? nothing(c) : show(c, read, true);
  });
  site.get(voice.path('/carnets/:id/:file'), async (c) => {
    const format = exportFiles.find((one) => c.req.param('file') === `carnet.${one}`);
    const read = format === undefined ? undefined : await readable(c);
    if (format === undefined || read === undefined) return nothing(c);
    const { standing } = await standingItems(read.items, rooms.projects);
    const publication = { sources: rooms.sources, baseUrl: rooms.baseUrl, language: voice.language };
    c.header('Content-Disposition', `attachment; filename="carrefour-carnet-${read.collection.id}.${format}"`);
    c.header('Cache-Control', 'private, no-store');
    c.header('X-Robots-Tag', 'noindex');
    if (format === 'json') {
      const projects = standing.flatMap(({ project, note }) => {
        const part = exportablePart(project, rooms.sources);
        return part === undefined ? [] : [{ note, project: viewProject(part, publication) }];
      });
      const { title, lead, updatedAt } = read.collection;
      const leftOut = standing.length - projects.length;
      return c.body(
        JSON.stringify({
          title,
          lead,
          updatedAt,
          url: rooms.baseUrl + collectionPath(read.collection.id),
          leftOut,
          projects,
        }),
        200,
        {
          'Content-Type': 'application/json; charset=utf-8',
        },
      );
    }
    c.header('Content-Type', exportTypes[format]);
    const ids = standing.map(({ project }) => project.id);
    const pieces = exportProjects({
      ...publication,
      ...{ engine: { every: async () => ids }, projects: rooms.projects, criteria: noCriteria, format },
    });
    return stream(c, async (out) => {
      for await (const piece of pieces) await out.write(piece);
    });
  });

  const listPage = async (c: Context, typed: Typed, said: CollectionSaid | undefined) => {
    const mine = await collections.mine(visitor(c).id);
    const content = <OwnCollectionsPage context={context} collections={mine} typed={typed} said={said} />;
    return personalPage(c, desk, content, said !== undefined && 'refused' in said ? 400 : 200);
  };
  site.get(voice.path(own), guard, (c) => listPage(c, { title: '', lead: '' }, saidOf(c)));
  site.post(voice.path(own), smallForm, guard, async (c) => {
    const fields = await fieldsOf(c);
    const read = wordsSchema.safeParse(fields);
    const typed = { title: fields.titre ?? '', lead: fields.texte ?? '' };
    if (!read.success) return listPage(c, typed, { refused: 'unreadable' });
    const id = await collections.create(
      visitor(c).id,
      { title: read.data.titre, lead: read.data.texte },
      { stamp: fields.stamp },
    );
    if (id === undefined) return listPage(c, typed, { refused: 'many' });
    return goOn(c, `${voice.path(ownCollectionPath(id))}?fait=fait`);
  });

  /** The project that stands at an id today. */
  const projectAt = async (id: string): Promise<Project | undefined> => {
    const found = isId(id) ? await rooms.projects.find(id) : undefined;
    if (found?.is === 'moved') return (await rooms.projects.load([found.to]))[0];
    return found?.is === 'here' ? found.project : undefined;
  };
  const keepPage = async (c: Context, project: Project, typed: Typed, said: CollectionSaid | undefined) => {
    const mine = await collections.mine(visitor(c).id, project.id);
    const content = <KeepPage context={context} project={project} collections={mine} typed={typed} said={said} />;
    return personalPage(c, desk, content, said === undefined ? 200 : 400);
  };
  site.get(voice.path('/compte/carnets/ajouter'), guard, async (c) => {
    const project = await projectAt(c.req.query('projet') ?? '');
    return project === undefined ? nothing(c) : keepPage(c, project, { title: '', lead: '' }, undefined);
  });
  site.post(voice.path('/compte/carnets/ajouter'), smallForm, guard, async (c) => {
    const fields = await fieldsOf(c);
    const project = await projectAt(fields.projet ?? '');
    if (project === undefined) return nothing(c);
    const person = visitor(c).id;
    const typed = { title: fields.titre ?? '', lead: fields.texte ?? '' };
    let id = fields.carnet;
    if (id === undefined) {
      const read = wordsSchema.safeParse(fields);
      if (!read.success) return keepPage(c, project, typed, { refused: 'unreadable' });
      id = await collections.create(person, { title: read.data.titre, lead: read.data.texte }, { stamp: fields.stamp });
      if (id === undefined) return keepPage(c, project, typed, { refused: 'many' });
    }
    const added = isId(id) && (await collections.change(person, id, { is: 'add', project: project.id, note: '' }));
    if (added !== true) return keepPage(c, project, typed, { refused: added === 'full' ? 'full' : 'gone' });
    return goOn(c, `${voice.path(ownCollectionPath(id))}?fait=ajoute`);
  });

  const editPage = async (c: Context, id: string, said: CollectionSaid | undefined) => {
    const read = isId(id) ? await collections.read(id, { person: visitor(c).id }) : undefined;
    if (read?.may === undefined) return nothing(c);
    const standing = await standingItems(read.items, rooms.projects);
    const { collection, guard: stands } = read;
    const given = { context, collection, guard: stands, runs: read.may === 'runs', ...standing, said };
    const content = <EditCollectionPage {...given} />;
    return personalPage(c, desk, content, said !== undefined && 'refused' in said ? 400 : 200);
  };
  site.get(voice.path(ownCollectionPath(':id')), guard, (c) => editPage(c, c.req.param('id') ?? '', saidOf(c)));
  site.post(voice.path(ownCollectionPath(':id')), smallForm, guard, async (c) => {
    const id = c.req.param('id') ?? '';
    const done = isId(id) ? await act(collections, visitor(c).id, id, await fieldsOf(c)) : 'gone';
    if (done === 'removed') return goOn(c, `${voice.path(own)}?fait=fait`);
    if (done !== 'done') return editPage(c, id, { refused: done });
    return goOn(c, `${voice.path(ownCollectionPath(id))}?fait=fait`);
  });
}

/** What a form of the page of one collection asks. */
async function act(
  collections: CollectionDesk,
  person: string,
  id: string,
  fields: Record<string, string>,
): Promise<'done' | 'removed' | 'unreadable' | 'gone'> {
  const { faire, projet = '', avant, apres, note = '', partage } = fields;
  const projects = projet.split(' ').filter(isId);
  const items = async (change: ItemChange) =>
    (await collections.change(person, id, change)) === true ? 'done' : 'gone';
  switch (faire) {
    case 'decrire': {
      const read = wordsSchema.safeParse(fields);
      if (!read.success) return 'unreadable';
      const words = { title: read.data.titre, lead: read.data.texte };
      return (await collections.describe(person, id, words)) ? 'done' : 'gone';
    }
    case 'partager': {
      const read = z.enum(visibilities).safeParse(partage);
      if (!read.success) return 'unreadable';
      return (await collections.share(person, id, read.data)) ? 'done' : 'gone';
    }
    case 'noter': {
      const read = noteSchema.safeParse(note);
      return read.success ? items({ is: 'note', projects, note: read.data }) : 'unreadable';
    }
    case 'retirer':
      return items({ is: 'drop', projects });
    case 'ranger': {
      const where = avant === undefined ? 'after' : 'before';
      return items({ is: 'move', projects, where, other: avant ?? apres ?? '' });
    }
    case 'supprimer':
      return (await collections.remove(person, id)) ? 'removed' : 'gone';
    default:
      return 'unreadable';
  }
}

function saidOf(c: Context): CollectionSaid | undefined {
  const done = c.req.query('fait');
  return done === 'fait' || done === 'ajoute' ? { done } : undefined;
}
