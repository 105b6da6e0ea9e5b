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
    private: 'only me',
    link: 'anyone with the link',
    public: 'public',
  },
  visibilitiesOfMany: {
    private: 'those who write in it',
    link: 'anyone with the link',
    public: 'public',
  },
  ofCommunity: (name) => `From the community “${name}”`,
  mine: {
    title: 'Your collections',
    lead: 'Gather projects, annotate them, put them in order; keep it all for yourself or share it.',
    none: 'You have no collection yet.',
    create: 'New collection',
    name: 'Title',
    about: 'What is it about? (optional)',
    submit: 'Create the collection',
  },
  add: {
    title: 'Keep in a collection',
    lead: (title) => `The project: ${title}`,
    there: 'already in it',
    into: (title) => `Add to “${title}”`,
    orNew: 'Or in a new collection',
    submitNew: 'Create and add',
  },
  view: {
    kicker: 'Collection',
    empty: 'This collection is still empty.',
    gone: (n) =>
      n === 1
        ? 'A project that was in it is no longer published.'
        : `${n} projects that were in it are no longer published.`,
    edit: 'Edit this collection',
    dossier: 'Dossier to print',
    back: 'Back to the collection',
    files: 'Download',
    filesNote: 'Projects whose licence keeps them here are not in the files. The notes are in the JSON.',
    report: 'Report this collection',
    note: 'Note',
    printed: (url, day) => `${url}, printed on ${day}`,
    sources: 'Sources and licences',
    latest: (day) => `last updated on ${day}`,
    sourcesNote: 'The notes and the introduction of this collection are its author’s own.',
    results: 'Results',
    needed: 'What it took',
    lessons: 'What was learnt',
    holder: 'Run by',
    toldBy: (names) => `Told by ${names}`,
  },
  edit: {
    lead: 'Changes show at once.',
    leadPublic:
      'Projects and their order change at once. The title, the introduction and the notes are read by somebody at the Carrefour before everyone sees them.',
    guard: {
      waiting:
        'What you wrote is waiting to be reviewed. Until then everyone sees what was reviewed before, or nothing.',
      asked: 'There is a question for you, to be answered by changing the text:',
      off: 'This collection was taken off the site after a report: nobody else sees it. Change it, and it will be reviewed again.',
      refused: 'What you wrote is not visible to everyone. Change it, and it will be reviewed again.',
    },
    see: 'See the collection',
    describe: 'Title and introduction',
    save: 'Save',
    share: 'Sharing',
    shareLead: 'Who may read this collection, notes included?',
    link: 'The link to share. Choosing “anyone with the link” again makes a new one and closes this one.',
    publicNote: 'Public: it is in the list of collections, and search engines may find it. Your name is not shown.',
    projects: 'Projects',
    find: 'Search for projects to keep',
    up: 'Up',
    down: 'Down',
    remove: 'Remove',
    noteOf: (title) => `Note on “${title}”`,
    saveNote: 'Save the note',
    which: (what, title) => `${what}: ${title}`,
    delete: 'Delete this collection',
    deleteSure: 'Delete for good',
  },
  done: {
    fait: 'Done.',
    ajoute: 'Kept.',
  },
  refusals: {
    unreadable: 'A title is missing, or a text is too long: 120 characters for a title, 2,000 elsewhere.',
    full: 'This collection already has five hundred projects, the most it can hold: remove some, or open another.',
    many: 'You already have a hundred collections, the most one may have: delete one first.',
    gone: 'This collection or this project is no longer there.',
  },
};
