/** The page of the design system, in English. */
import type { design as french } from './fr-design.ts';

export const design: typeof french = {
  title: 'The design system',
  lead: 'The colours, type, spaces and components of the site. This page is made of them: it changes when they do.',
  contents: 'On this page',
  note: 'Accessibility:',
  colours: {
    title: 'Colours',
    lead: 'In OKLCH, one light value and one dark. Violet for what acts, water green for what informs, yellow for what is alive, clay as a spice.',
    name: 'Name',
    light: 'Light',
    dark: 'Dark',
  },
  contrast: {
    title: 'Contrast',
    lead: 'Computed right here, from the colours. A test refuses a text below 4.5, an edge or a marker below 3.',
    texts: 'Text: at least 4.5',
    shapes: 'Edges, focus, markers: at least 3',
    pair: 'Pair',
    on: (front, ground) => `${front} on ${ground}`,
  },
  type: {
    title: 'Type',
    lead: 'Bricolage Grotesque for titles, Figtree for text: SIL Open Font licence, served from here, cut down to Latin letters. Sizes follow the width of the screen.',
    sample: 'Do elsewhere what worked here',
  },
  space: { title: 'Space', lead: 'Eight steps, and nothing in between to set two blocks apart.' },
  shape: {
    title: 'Shapes and motion',
    lead: 'Two radii. One duration, for changes of colour; nothing moves for those who asked for less motion.',
    radius: 'blocks',
    radiusSmall: 'fields, small things',
    quick: 'duration',
  },
  components: 'Components',
  mark: {
    title: 'The mark and the name',
    use: 'Two paths that cross and go on, and the place where they meet. At the top and the foot of each page, always a link to the home page.',
    access: 'The drawing is decorative; the name is text.',
  },
  buttons: {
    title: 'Buttons',
    use: 'Filled for the main action, one on a screen; outlined for the others. The link with an arrow leads to a whole list.',
    access: 'At least 44 pixels high. What leads somewhere is a link, what acts is a button.',
  },
  chips: {
    title: 'Chips',
    use: 'Pale to offer a choice, with the number of projects it gives; filled for a chosen criterion, removed with one click.',
    access: '“Remove the criterion” is said before its name to those who listen to the page.',
  },
  tags: {
    title: 'Words, flags, stages',
    use: 'The theme in water green, a flag for what is made up, a label for a project’s stage.',
    access: 'Never colour alone: each is written.',
  },
  field: {
    title: 'Search',
    use: 'What, and where. It completes what is typed where there is script, and remains a form without it.',
    access: 'Two labelled fields; arrows go through the suggestions, Enter chooses, Escape closes.',
  },
  facets: {
    title: 'Criteria',
    use: 'A fold for each question. The number says what the click will give.',
    access: 'Real boxes in real folds: all of it works by keyboard, and without script.',
  },
  notices: {
    title: 'Notes',
    use: 'What the page understood, left out or corrected, with the link that undoes it.',
    access: 'In the flow of the page, before the results. The answer to a gesture announces itself.',
    done: 'Your settings are saved.',
    failed: 'This address cannot be read: please check it.',
  },
  card: {
    title: 'A project in a list',
    use: 'The face, the place, the title, the summary, the themes, and how many partners tell of it. Lying in a list, upright in a row.',
    access: 'One main link, the title, whose area covers the card; the drawing is decorative.',
  },
  tellers: {
    title: 'Who tells it',
    use: 'A seal for each partner; beside a field, the number of those who say it; a gauge for what the sheet already says.',
    access: 'The number is read with the partner’s name. The gauge has its equal in words.',
    seals: 'Seals of the partners',
  },
  faces: {
    title: 'Faces',
    use: 'A project without a picture has a drawing: its theme chooses the hand and the ink, the project draws the lines. The yellow spot is the place where it stands.',
    access: 'Decorative: they say nothing that the text does not.',
  },
  lists: {
    title: 'Counted lists and comparisons',
    use: 'A name, a number. A gap with the whole is shown only when it is clear.',
    access: 'Each bar has its sentence.',
  },
  map: {
    title: 'Map',
    use: 'Drawn by the server: the mainland and, beside it, overseas France. Each group is a link to the same search, closer.',
    access: 'Each link says how many and where. The list says all that the map says.',
  },
  paths: {
    title: 'Trails and pages',
    use: 'Where one comes from, and what follows in a long list. Beyond the last page, one is led back.',
    access: 'Named navigation landmarks; the page where one is carries aria-current.',
  },
  nothing: {
    title: 'Nothing found',
    use: 'Never a dead end: what would be found by letting go of a criterion, or everything else.',
    access: 'The number of results is announced, even when there are none.',
  },
  error: {
    title: 'Error',
    use: 'What happened, in one sentence, and a way to go on.',
    access: 'The page’s title tells the error; nothing is told by colour alone.',
  },
  why: {
    title: 'Why this order',
    use: 'What each word weighed, under each result, when asked for.',
    access: 'Lists of sentences, not a chart.',
  },
  share: {
    title: 'Passing it on',
    use: 'Below a search, at the top of a project: by email, by its address, on paper.',
    access: 'What only a script can do is not shown without one; “address copied” is said to who hears the page.',
  },
  exports: {
    title: 'Files',
    use: 'The choice that is on the screen, to take away.',
    access: 'The format is written in the link.',
  },
  picture: {
    title: 'Shared picture',
    use: 'What messaging and social sites show when the address of a page is pasted there.',
    access: 'Comes with its alternative text.',
    alt: 'The shared picture of the site: its name, its opening sentence, violet curves.',
  },
  icons: {
    title: 'Icons',
    use: 'One pen, always beside a word.',
    access: 'Hidden from screen readers.',
  },
};
