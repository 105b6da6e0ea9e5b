/**
 * The self-audit by the RGAA 4.1: each of its 106 criteria, in words of our own, what was found and how. The table of
 * `docs/accessibility.md` and the accessibility statement are made of it; a test keeps the three together.
 */
export type Verdict = 'C' | 'NC' | 'NA';

export interface Criterion {
  /** `theme.criterion`, as the RGAA numbers them. */
  id: string;
  /** What it asks, in short. */
  asks: string;
  /** C: met on every page looked at. NC: not met, or not shown to be. NA: nothing there that it speaks of. */
  verdict: Verdict;
  /** Which test or which look by hand the verdict rests on; for NA, what there is none of. */
  evidence: string;
  /** What a reader of the statement must know, for what is not met. */
  said?: { fr: string; en: string };
}

/** The day of the last look by hand. */
export const auditedOn = '2026-11-23';

const axe = 'axe, every kind of page (`test/browser/accessibility.test.ts`)';
const walked = 'the walk through our own links (`test/browser/walk.test.ts`)';
const keys = 'Tab through every kind of page (`test/browser/five-journeys.test.ts`)';
const contrast = '`src/web/styles/tokens.test.ts`';
const read = 'templates read';

const rows: readonly (readonly [
  id: string,
  asks: string,
  verdict: Verdict,
  evidence: string,
  said?: Criterion['said'],
])[] = [
  [
    '1.1',
    'A picture that informs has a text in its place',
    'C',
    `maps are groups with a name, their markers links with names; ${axe}`,
  ],
  ['1.2', 'A picture that decorates is passed over', 'C', `faces, icons and the mark are \`aria-hidden\`; ${read}`],
  [
    '1.3',
    'The text in place of a picture says the same',
    'C',
    'a map says how many projects, a marker how many and where: each cluster followed in `src/web/site.test.ts`',
  ],
  ['1.4', 'The text of a captcha says what it is for', 'NA', 'no captcha'],
  ['1.5', 'A captcha has another way', 'NA', 'no captcha'],
  [
    '1.6',
    'A picture that needs it has a long description',
    'C',
    'the list beside every map holds all that the map shows',
  ],
  [
    '1.7',
    'The long description says the same',
    'C',
    'the list and the map are two readings of one answer; totals compared in `src/web/site.test.ts`',
  ],
  [
    '1.8',
    'Text is text, not a picture of text',
    'C',
    `the wordmark is text beside a drawing; names on maps are SVG text; ${read}`,
  ],
  ['1.9', 'A caption is tied to its picture', 'NA', 'no captions'],
  [
    '2.1',
    'A frame has a title',
    'C',
    'one frame, on the page where a map to embed is tried: it has a title, and so has the code that is copied',
  ],
  ['2.2', 'The title of a frame says what is in it', 'C', 'the title names the map and what it was chosen by'],
  [
    '3.1',
    'Colour alone says nothing',
    'C',
    'stages, flags, chosen criteria and current links have words, a mark or an attribute; the search looked at in grey',
  ],
  [
    '3.2',
    'Text stands out enough from its ground',
    'C',
    `4.5 : 1 for each pair of colours (${contrast}); ${axe}, both themes`,
  ],
  ['3.3', 'Edges of fields, marks and drawings that inform stand out enough', 'C', `3 : 1 (${contrast})`],
  ...[
    'A recording has a transcript or a description',
    'That transcript says the same',
    'A film has subtitles',
    'Those subtitles say the same',
    'A film has an audio description',
    'That description says the same',
    'A recording is announced by the text around it',
    'Other moving media have another way',
    'That other way says the same',
    'Sound that starts by itself can be stopped',
    'A recording is run by keyboard',
    'Other moving media are run by keyboard',
    'Media work with assistive tools',
  ].map((asks, at) => [`4.${at + 1}`, asks, 'NA', 'no sound, no film, no animation'] as const),
  ['5.1', 'A complex table has a summary', 'NA', 'no table with headers on several levels'],
  ['5.2', 'That summary says what is needed', 'NA', 'no complex table'],
  ['5.3', 'A table used for layout reads in order', 'NA', 'no layout by tables'],
  ['5.4', 'A table of data has a title tied to it', 'C', `the table of who told which field has a caption; ${walked}`],
  ['5.5', 'That title says what the table is', 'C', read],
  ['5.6', 'Headers of columns and rows are headers', 'C', `\`th\`; ${walked}`],
  ['5.7', 'Cells are tied to their headers', 'C', `\`scope\` on each header; ${walked}`],
  ['5.8', 'A layout table does not pose as data', 'NA', 'no layout by tables'],
  [
    '6.1',
    'A link says where it goes',
    'C',
    `names of projects, places and criteria; links with an icon have words; no name depends on what stands around it`,
  ],
  ['6.2', 'A link has a name', 'C', axe],
  [
    '7.1',
    'What scripts do works with assistive tools',
    'NC',
    'completion, criteria, map and copying were heard with Orca 43.1 over Chromium 156 (`bench/heard.ts`), and what it is given is kept by `test/browser/heard.test.ts`; not with NVDA, JAWS or VoiceOver, nor by a person who lives with one',
    {
      fr: 'Ce que les scripts ajoutent (complétion de la recherche, carte interactive) a été écouté avec le lecteur d’écran Orca, mais pas avec NVDA, JAWS ni VoiceOver.',
      en: 'What scripts add (completion of the search, interactive map) was listened to with the screen reader Orca, but not with NVDA, JAWS or VoiceOver.',
    },
  ],
  [
    '7.2',
    'What stands in place of a script says the same',
    'C',
    'every page is whole without JavaScript: journeys without it',
  ],
  [
    '7.3',
    'What scripts do is done by keyboard and by pointer',
    'C',
    'journeys by keyboard alone; completion by arrows, map by buttons (`test/browser/journeys.test.ts`)',
  ],
  [
    '7.4',
    'A change of page by a script is announced or asked for',
    'C',
    'a tick sends the criteria on wide screens: the panel says so before (`test/browser/walk.test.ts`); elsewhere a button',
  ],
  [
    '7.5',
    'Messages of state are told to assistive tools',
    'C',
    'loading of the map, suggestions, copying, errors: `role="status"`, `role="alert"` or `aria-live` (`test/browser/heard.test.ts`); a results page’s title begins with the count',
  ],
  ['8.1', 'A page says what kind of document it is', 'C', walked],
  ['8.2', 'The code is valid', 'C', `read by a parser of the standard without an error, no id twice: ${walked}`],
  ['8.3', 'A page says its language', 'C', walked],
  ['8.4', 'That language is the right one', 'C', '`src/web/site.test.ts`'],
  ['8.5', 'A page has a title', 'C', walked],
  ['8.6', 'That title says what the page is', 'C', `no two pages of one language share one: ${walked}`],
  [
    '8.7',
    'A change of language is marked',
    'C',
    'a project’s title, summary and texts carry its language where it is not the page’s (`test/browser/walk.test.ts`); the link to the other language too',
  ],
  ['8.8', 'The mark of a change of language is right', 'C', 'the language that describing found or the partner gave'],
  ['8.9', 'Elements are not used for their looks alone', 'C', read],
  ['8.10', 'A change of reading direction is marked', 'NA', 'French and English only'],
  ['9.1', 'Headings give the page its structure', 'C', `${axe}, order of levels included; one main heading: ${walked}`],
  ['9.2', 'The document is made of its regions', 'C', `header, navigation, main, footer: ${walked}`],
  ['9.3', 'Lists are lists', 'C', `${axe}; ${read}`],
  [
    '9.4',
    'Quotations are marked',
    'C',
    `\`blockquote\` or \`q\` for what a partner, a holder or a curator said in their own words; ${read}`,
  ],
  ['10.1', 'Looks come from style sheets', 'C', 'the security policy allows no inline style (`src/web/site.test.ts`)'],
  ['10.2', 'What informs is still there without style sheets', 'C', 'the search looked at without them'],
  [
    '10.3',
    'Without style sheets the order makes sense',
    'C',
    `the search looked at without them; ${keys} follows the order of the source`,
  ],
  [
    '10.4',
    'Text can be twice as large',
    'C',
    'sizes in rem; at 640 px, which is 1,280 px twice as large, nothing is cut or lost (`test/browser/walk.test.ts`)',
  ],
  [
    '10.5',
    'Colours of text and ground are declared together',
    'C',
    `tokens for both on \`body\`, fields and buttons; ${read}`,
  ],
  ['10.6', 'A link inside a text shows as a link', 'C', `underlined; ${axe}`],
  ['10.7', 'The focus is seen', 'C', keys],
  [
    '10.8',
    'What is hidden from the eyes is hidden from tools, unless it is for them',
    'C',
    `${axe}; folded groups are \`details\`, views out of turn are not displayed`,
  ],
  ['10.9', 'Shape, size or place alone say nothing', 'C', 'texts name what they speak of; dictionaries read'],
  ['10.10', 'Shape, size or place do not say alone in pictures either', 'C', 'a marker’s size is also its number'],
  ['10.11', 'At 320 px nothing scrolls sideways', 'C', '`test/browser/walk.test.ts`'],
  [
    '10.12',
    'Wider spacing of text loses nothing',
    'C',
    '`test/browser/walk.test.ts` with the spacing of the criterion',
  ],
  [
    '10.13',
    'What appears on hover or focus can be dismissed and reached',
    'C',
    'suggestions and the map’s card close by Escape and can be pointed at; no tooltips of ours',
  ],
  [
    '10.14',
    'What styles alone reveal is reached by keyboard',
    'C',
    'the views of a narrow screen are links and `:target`: journeys at 360 px',
  ],
  ['11.1', 'A field has a label', 'C', axe],
  ['11.2', 'The label says what is asked', 'C', read],
  ['11.3', 'Same fields have same labels', 'C', 'one search box, one panel of criteria, one field for a mail address'],
  ['11.4', 'Label and field stand together', 'C', 'looked at, 360 and 1,280 px'],
  ['11.5', 'Fields of one kind are grouped', 'C', '`fieldset` for each group of criteria'],
  ['11.6', 'A group has a legend', 'C', '`legend` of each; axe'],
  ['11.7', 'The legend says what the group is', 'C', read],
  [
    '11.8',
    'Choices of one kind are grouped in a list',
    'C',
    'narrower themes and kinds of place stand under the wider one (`src/web/embedding.test.ts`); the other lists are short and of one kind',
  ],
  ['11.9', 'A button says what it does', 'C', axe],
  [
    '11.10',
    'What a field wants is said, and errors are told',
    'C',
    '`required`, hints and errors tied by `aria-describedby` (`test/browser/accounts.test.ts`, `src/web/sign-in.test.ts`)',
  ],
  [
    '11.11',
    'An error comes with a way out',
    'C',
    'a mail’s form is shown; an unknown place, an unread criterion and a search that finds nothing each offer something (`src/web/site.test.ts`)',
  ],
  [
    '11.12',
    'What binds or deletes can be checked or undone',
    'C',
    'deleting an account asks for its address again (`test/browser/accounts.test.ts`)',
  ],
  [
    '11.13',
    'What a person fills in of themselves can be filled by the browser',
    'C',
    '`autocomplete` on name and mail',
  ],
  ['12.1', 'There are two ways to find a page', 'C', 'menu, search and site map, on every page'],
  ['12.2', 'The menu is in the same place', 'C', 'one frame for every page (`src/web/view/page.tsx`)'],
  ['12.3', 'The site map says all', 'C', `every page it names is there (\`src/web/standing.test.ts\`)`],
  ['12.4', 'The site map is reached from the same place', 'C', 'footer of every page (`src/web/standing.test.ts`)'],
  [
    '12.5',
    'The search is reached in the same way',
    'C',
    'the link “Explorer” leads to it from the same place of every header, of every menu on narrow screens (`src/web/standing.test.ts`); the box is in the header too, but for the home page, which has it larger in its content',
  ],
  ['12.6', 'Regions found on several pages can be reached or passed', 'C', `landmarks; ${axe}`],
  ['12.7', 'A link leads straight to the content', 'C', `the first stop of Tab: journeys; ${walked}`],
  ['12.8', 'Tab goes in an order that makes sense', 'C', keys],
  ['12.9', 'The keyboard is never caught', 'C', keys],
  [
    '12.10',
    'Shortcuts of one key can be changed or turned off',
    'C',
    'the curators’ keys: a box beside them turns them off, and the choice is kept (`test/browser/curation.test.ts`); the map’s keys work only when it has the focus',
  ],
  [
    '12.11',
    'What appears can be reached by keyboard',
    'C',
    'suggestions by arrows, the map’s card by Tab (`test/browser/journeys.test.ts`)',
  ],
  [
    '13.1',
    'A time limit can be lifted',
    'C',
    'no page refreshes itself, but the one after signing out, at once, on to the identity provider; a sign-in link lasts ten minutes for safety, and another can be asked for',
  ],
  ['13.2', 'No window opens unasked', 'C', `no \`target\`, no \`window.open\`: ${walked}`],
  [
    '13.3',
    'An office document has an accessible version',
    'NA',
    'the files are data (CSV, JSON, GeoJSON), not documents',
  ],
  ['13.4', 'That version says the same', 'NA', 'no office documents'],
  ['13.5', 'A cryptic content has another way', 'NA', 'none'],
  ['13.6', 'That other way says the same', 'NA', 'none'],
  ['13.7', 'Nothing flashes', 'NA', 'nothing flashes'],
  [
    '13.8',
    'What moves can be stopped',
    'NA',
    'nothing moves by itself; transitions are short and go with reduced motion',
  ],
  [
    '13.9',
    'The page is read in both orientations',
    'C',
    'no rule and no script locks it; the search looked at 740 by 360',
  ],
  [
    '13.10',
    'A gesture has a simple way',
    'C',
    'the pinch and drag of the map: buttons to zoom, markers to click, arrows; an area is drawn by presses or keys (`test/browser/live-map.test.ts`); the drawing and the list do without',
  ],
  ['13.11', 'A press can be taken back', 'C', 'everything acts on `click`; '.concat(read)],
  ['13.12', 'Moving the device is never the only way', 'NA', 'nothing listens to movement'],
];

export const criteria: readonly Criterion[] = rows.map(([id, asks, verdict, evidence, said]) => ({
  id,
  asks,
  verdict,
  evidence,
  ...(said && { said }),
}));

export interface AuditResult {
  met: number;
  applicable: number;
  /** Share of the applicable criteria that are met, rounded down to a thousandth: never more than there is. */
  rate: number;
  unmet: readonly Criterion[];
}

export function auditResult(all: readonly Criterion[] = criteria): AuditResult {
  const count = (verdict: Verdict) => all.filter((one) => one.verdict === verdict).length;
  const applicable = all.length - count('NA');
  return {
    met: count('C'),
    applicable,
    rate: Math.floor((count('C') / applicable) * 1000) / 1000,
    unmet: all.filter(({ verdict }) => verdict === 'NC'),
  };
}

/** The rows of the table in `docs/accessibility.md`. */
export const auditTable = (all: readonly Criterion[] = criteria): string[] =>
  all.map(
    ({ id, asks, verdict, evidence }) =>
      `| ${id} | ${asks} | ${verdict === 'NA' ? 'no' : 'yes'} | ${verdict} | ${evidence} |`,
  );
