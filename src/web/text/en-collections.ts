/** Collections, in English. */
import type { collections as french } from './fr-collections.ts';

const s = (n: number) => (n === 1 ? '' : 's');

export const collections: typeof french = {
  nav: 'Collections',
  keep: 'Keep',
  keepWhich: (title) => `Keep “${title}” in a collection`,
  index: {
    title: 'Collections',
    lead: 'Projects gathered by people who made their collection public.',
    none: 'No collection is public yet.',
    own: 'My collections',
  },
  projects: (n, written) => (n === 0 ? 'no project' : `${written} project${s(n)}`),
  changed: (day) => `changed on ${day}`,
  visibilities: {
    private: 'for me alone',
    link: 'for whoever has the link',
    public: 'public',
  },
  visibilitiesOfMany: {
    private: 'for those who write in it',
    link: 'for whoever has the link',
    public: 'public',
  },
  ofCommunity: (name) => `Of the community “${name}”`,
  mine: {
    title: 'Your collections',
    lead: 'Gather projects, annotate them, put them in order; keep it all for yourself or share it.',
    none: 'You have no collection yet.',
    create: 'New collection',
    name: 'Title',
    about: 'What is it about? (optional)',
    submit: 'Make the collection',
  },
  add: {
    title: 'Keep in a collection',
    lead: (title) => `The project: ${title}`,
    there: 'it is there already',
    into: (title) => `Add to “${title}”`,
    orNew: 'Or in a new collection',
    submitNew: 'Make it and add',
  },
  view: {
    kicker: 'Collection',
    empty: 'This collection is still empty.',
    gone: (n) =>
      n === 1
        ? 'A project that was in it is no longer published.'
        : `${n} projects that were in it are no longer published.`,
    edit: 'Change this collection',
    dossier: 'Dossier to print',
    back: 'Back to the collection',
    files: 'Download',
    filesNote: 'Projects that their licence keeps here are not in the files. The notes are in the JSON.',
    report: 'Report this collection',
    note: 'Note',
    printed: (url, day) => `${url}, printed on ${day}`,
    sources: 'Sources and licences',
    latest: (day) => `last updated on ${day}`,
    sourcesNote: 'The notes and the presentation of this collection are its author’s.',
    results: 'Results',
    needed: 'What it took',
    lessons: 'What was learnt',
    holder: 'Carried by',
    toldBy: (names) => `Told by ${names}`,
  },
  edit: {
    lead: 'Changes are seen at once.',
    leadPublic:
      'Projects and their order change at once. The title, the presentation and the notes are read by somebody of the Carrefour before everybody sees them.',
    guard: {
      waiting: 'What you wrote waits to be read. Until then everybody sees what was read already, or nothing.',
      asked: 'You are asked a question, to be answered by changing the text:',
      off: 'This collection was taken off the site after a report: nobody else sees it. Change it, and it will be read.',
      refused: 'What you wrote is not seen by everybody. Change it, and it will be read.',
    },
    see: 'See the collection',
    describe: 'Title and presentation',
    save: 'Save',
    share: 'Sharing',
    shareLead: 'Who may read this collection, notes included?',
    link: 'The link to give. Choosing “for whoever has the link” again makes another one and closes this one.',
    publicNote: 'Public: it is in the list of collections, and search engines may find it. Your name is not on it.',
    projects: 'Projects',
    find: 'Look for projects to keep',
    up: 'Up',
    down: 'Down',
    remove: 'Take out',
    noteOf: (title) => `Note on “${title}”`,
    saveNote: 'Save the note',
    which: (what, title) => `${what}: ${title}`,
    delete: 'Delete this collection',
    deleteSure: 'Delete for good, without return',
  },
  done: {
    fait: 'Done.',
    ajoute: 'It is kept.',
  },
  refusals: {
    unreadable: 'A title is missing, or a text is too long: 120 characters for a title, 2,000 elsewhere.',
    full: 'This collection has five hundred projects, as many as it can hold.',
    many: 'You have a hundred collections, as many as one may have.',
    gone: 'This collection or this project is no longer there.',
  },
};
