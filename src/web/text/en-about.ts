/** The pages that every French site must have, and those that say what the Carrefour is, in English. */
import type { about as french, Section } from './fr-about.ts';

export const about: typeof french = {
  notGiven: 'not given by the operator',
  nav: {
    legal: 'Legal information',
    mentions: 'Legal notice',
    privacy: 'Personal data',
    accessibility: 'Accessibility: partially compliant',
    about: 'About',
    openData: 'Open data',
    contribute: 'Contribute',
    map: 'Site map',
    territories: 'Territories',
    places: 'Kinds of place',
    home: 'Home',
    search: 'Search',
  },
  mentions: {
    title: 'Legal notice',
    lead: 'Who publishes this site, who hosts it, and under which licences it may be reused.',
    facts: {
      publisher: 'Publisher',
      address: 'Publisher’s address',
      director: 'Publication director',
      contact: 'Write to us',
      host: 'Hosting',
      source: 'Source code',
    },
    sections: [
      {
        title: 'Contents',
        paragraphs: [
          'Each sheet is told by one or more partners, who vouch for it. Its page says which, on what date and under what licence; the partner’s licence is the one that applies.',
          'Does something seem unlawful, false or hurtful? Every project page has a “Report” link. You may also write to us, giving the address of the page: a sheet can be hidden without delay.',
        ],
      },
      {
        title: 'Code',
        paragraphs: [
          'The software is free, under the GNU AGPL 3.0 or later: anyone who uses it over a network has the right to receive its source code.',
        ],
      },
      {
        title: 'What comes from elsewhere',
        paragraphs: [
          'Codes, names and populations of territories: INSEE, official geographic code. Outlines: IGN Admin Express, Licence Ouverte 2.0. Typefaces: Bricolage Grotesque and Figtree, SIL Open Font licence 1.1.',
        ],
      },
    ] as readonly Section[],
  },
  privacy: {
    title: 'Personal data',
    lead: 'Reading this site leaves nothing of you here: no cookie, no tracker, no account.',
    sections: [
      {
        title: 'If you read',
        paragraphs: [
          'No cookie is set, and no audience is measured.',
          'When you change a search criterion, your browser remembers, while one page loads, which panels were open. It never leaves your machine.',
          'About those who read, the software writes only its own failures in its log: the time, the kind of page that failed, and the error; and what it refused: the time, the kind of page, and a fingerprint of the network that changes every day. Neither your IP address nor your browser. If the operator has put another server in front of this one, that server may keep logs of its own: the operator will tell you.',
          'To search around a place, you give the place yourself: your position is never asked for.',
        ],
      },
      {
        title: 'If you tell us about a project',
        paragraphs: [
          'What you write is saved as you go, with the address to answer you at, which is never shown. Without an account, a cookie finds your draft again in this browser, for thirty days. What is not sent is erased thirty days after your last change; what was not accepted, a year later.',
          'Of pictures, nothing is kept but what they show: neither where nor with what they were taken. If you delete your account, what was not online goes; what was, given to everyone under a free licence, stays without your name.',
        ],
      },
      {
        title: 'If you open an account',
        paragraphs: [
          'An account is for writing only. We keep your address, the name and language you chose and, for each device on which you are signed in, since when, at what hour it was last used, and how the browser names itself. No password, no IP address. If you come in through an identity provider, we also keep the number by which it knows you.',
          'One cookie is then set, that of the session. It lasts thirty days at most, seven without a visit, and goes when you sign out. If you have added a second factor, another waits for your code, for ten minutes. The log notes sign-ins and refusals, by account number and by fingerprints of the address and of the network that change every day.',
          'To stop anyone trying links at random, we count requests by network and by address, for an hour to three days, in a form from which they cannot be recovered. Of an email we sent, we keep for thirty days to whom, when and of what kind, without what it said; of an address that no longer exists, a fingerprint, so as not to write to it again.',
          'The legal basis is the service you ask for. On the “Account” page you can see and end your sessions, take your data and delete your account yourself: erasure is immediate.',
          'What you decide for a partner or as a curator bears your name, which partners and curators see; it goes with your account.',
        ],
      },
      {
        title: 'If you send a form',
        paragraphs: [
          'What looks as if a program had sent it waits for somebody to read it, sixty days at most. To recognise a text that comes back, or a form sent twice, we keep a fingerprint that nobody can read, thirty days at most.',
        ],
      },
      {
        title: 'If you follow a search',
        paragraphs: [
          'We keep your address, the search, how often you chose, and the date of the last news, for as long as the alert exists. An address that was not confirmed is forgotten after seven days, one that no longer receives email after ninety. Every email has a link that stops the alert in one click: it is then erased, and your address with the last one. Nothing tells us whether you opened an email. The legal basis is your consent, which you give by confirming.',
        ],
      },
      {
        title: 'If you keep a collection',
        paragraphs: [
          'A collection is kept with your account until you delete it. You alone decide who reads it; a public one does not say your name. It goes with your account.',
        ],
      },
      {
        title: 'If you join a community',
        paragraphs: [
          'We keep the fact that you belong to it, since when, and what you write there. Your name is shown to its members alone, your address to nobody; the needs and meetings you announce can be read without an account. When you leave, your membership is erased; when you delete your account, what you wrote there too.',
        ],
      },
      {
        title: 'If you write to a holder, or if somebody writes to you',
        paragraphs: [
          'Neither your address nor the other’s is shown, unless you both agree. What is written, your names and your addresses are erased 90 days after the last message, 30 days after closing, 180 days at most if abuse is reported; only a nameless count remains. A message that is not confirmed is erased after two days.',
          'Partners entrust us, for this purpose alone, with the address of a person who runs a project. It is kept apart, for as long as the partner gives it, and is published nowhere. To stop being written to, say so on the page of the conversation or to the operator: we then keep only a fingerprint of it.',
        ],
      },
      {
        title: 'If you correct, report, or keep a project up to date',
        paragraphs: [
          'Of a correction, the partner sees what you propose and why, never who you are. Your address or account and your reasons are forgotten a year after the answer; a proposal that is not confirmed, after three days. Of a report, only curators see the address you leave; it is erased a year after their decision.',
          'If you ask to keep a project’s page, the partners that tell of it and the curators see your name, your address and your message. The page says that the project is kept up to date by its holder, without saying who. You may leave it whenever you like; your news is then no longer shown, and everything is erased a year later.',
        ],
      },
      {
        title: 'If a sheet is about you',
        paragraphs: [
          'Catalogues name organisations, and sometimes people. Personal email addresses and phone numbers are recognised and not published: only the generic contacts of an organisation remain, and those the partner has the right to publish.',
          'The legal basis is legitimate interest: making known initiatives that their networks have made public. Data are kept for as long as the partner shares them; their history is kept, so that nothing is lost, without being shown.',
          'You may have access to what concerns you, have it corrected, object to its being shown, or ask for the erasure of what is kept: write to the operator, or to the partner named on the sheet. A human decision always prevails over what catalogues send afterwards.',
        ],
      },
      {
        title: 'If you are not satisfied with the answer',
        paragraphs: ['You may refer the matter to the CNIL, the French data protection authority.'],
        links: [{ label: 'Complain to the CNIL', href: 'https://www.cnil.fr/en/plaintes' }],
      },
    ] as readonly Section[],
    contact: 'Whom to write to',
    elsewhere: {
      title: 'What your browser asks of other sites',
      nothing: 'Nothing: typefaces, maps and scripts come from this site.',
      tiles: (host) =>
        `One thing only, chosen by the operator: the background of the interactive map, which comes from ${host}. When you open that map, and only then, your browser asks that host for what it takes to draw the place you are looking at: it sees your IP address. Typefaces, scripts, the still map and the list come from this site.`,
    },
  },
  accessibility: {
    title: 'Accessibility',
    state: (isWhole) => `Status: ${isWhole ? 'fully' : 'partially'} compliant with the French RGAA 4.1.`,
    result: {
      title: 'What the audit says',
      rate: (met, of, percent, day) => `${met} of the ${of} criteria that apply are met, that is ${percent}% (${day}).`,
      own: 'We made this audit ourselves, by automatic tests and by reading the pages; no independent auditor has repeated it. The table of the 106 criteria, with the evidence of each, comes with the code.',
      unmet: 'What does not comply',
      criterion: (id, said) => `Criterion ${id}. ${said}`,
    },
    sections: [
      {
        title: 'What automatic tests check',
        paragraphs: ['These tests come with the code; a page that fails them should not be published.'],
        items: [
          'axe-core finds no fault on any kind of page, in French and in English, in the light and dark themes, 360 and 1,280 pixels wide.',
          'The contrast of every pair of colours is computed: 4.5 for text, 3 for edges, focus and markers.',
          'Nothing runs off the side of a small screen.',
          'Searching, filtering and opening a sheet can be done with the keyboard alone, and without JavaScript.',
          'The list says everything the map says.',
          'Each page has its language, one main heading, a skip link.',
        ],
      },
      {
        title: 'What is not checked yet',
        paragraphs: [],
        items: [
          'The audit has not been repeated by a professional.',
          'The site has been listened to with one screen reader, Orca, by those who wrote it; not with NVDA, JAWS or VoiceOver, nor with disabled people.',
          'The interactive map, which is optional, has been tried with mouse, finger, keyboard and Orca, not with other assistive technology; the still map and the list stand in for it.',
          'Partners’ texts are taken as they are: their language, link texts or lists may lack care.',
        ],
      },
      {
        title: 'Report a fault',
        paragraphs: [
          'If something prevents you from reading or acting, write to us: we will answer, and give you the content in another way.',
          'If you get no satisfactory answer, you may refer the matter to the Défenseur des droits, the French ombudsman.',
        ],
        links: [{ label: 'Write to the Défenseur des droits', href: 'https://formulaire.defenseurdesdroits.fr/' }],
      },
    ] as readonly Section[],
    contact: 'Whom to write to',
  },
  about: {
    title: 'About',
    lead: 'The Carrefour brings together the catalogues of those who support social innovation, so that people find what is going on near home and what has worked elsewhere.',
    sections: [
      {
        title: 'Four verbs',
        paragraphs: [
          'Harvest: read each catalogue as it is, as often as it changes, and never lose anything. Describe: one vocabulary, and one page when two sheets tell of the same project. Locate: by commune, group of communes, département and région, on the map. Connect: find, understand, compare, get in touch.',
        ],
      },
      {
        title: 'A commons, its rules',
        paragraphs: [],
        items: [
          'One partner, one vote: no catalogue counts more than another, and lists of partners are in alphabetical order.',
          'No definition of social innovation is imposed: each partner vouches for what it shares.',
          'Each stays in charge of its sheets and their licence; the Carrefour does not erase the partner’s words.',
          'Each page says who tells what, field by field, and which rule chose between two versions.',
          'A human decision overrides computation, and can be undone.',
          'The code is free, the data as open as their licences allow.',
        ],
      },
      {
        title: 'How results are ordered',
        paragraphs: [
          'With words: first the sheets that match them best, the title weighing more than the text. Without words: the most complete sheets, then the freshest. Nobody can pay to come first, and nothing depends on who is searching.',
        ],
      },
      {
        title: 'What the figures say',
        paragraphs: [
          'They count what partners have declared. Where there is no data, a lot may be happening: we write “no data”, never “nothing”.',
          'Catalogues marked “demonstration” are invented to show what the site can do.',
        ],
      },
    ] as readonly Section[],
  },
  openData: {
    title: 'Open data',
    lead: 'What is shown here may be reused without key or registration, under the partners’ licences.',
    sections: [
      {
        title: 'The API',
        paragraphs: [
          'The same criteria as the search, under the same names: copy the end of a search address, it works there too. Answers state the licences and the credits to give.',
        ],
        links: [
          { label: 'Where to begin', href: '/api?lang=en' },
          { label: 'The OpenAPI 3.1 contract', href: '/api/openapi.json?lang=en' },
          { label: 'Projects, page by page', href: '/api/v1/projects?lang=en' },
        ],
      },
      {
        title: 'Whole files',
        paragraphs: ['Made on demand, always up to date. Add any criterion to take only a part.'],
        links: [
          { label: 'CSV (spreadsheet)', href: '/api/v1/projects.csv' },
          { label: 'GeoJSON (map)', href: '/api/v1/projects.geojson' },
          { label: 'JSON Lines (everything, one project a line)', href: '/api/v1/projects.jsonl' },
          { label: 'The schema of the CSV (Table Schema)', href: '/api/v1/schema.json?lang=en' },
        ],
      },
      {
        title: 'The vocabulary',
        paragraphs: [
          'Themes, kinds of place, audiences, approaches: with their definitions, synonyms and equivalents elsewhere.',
        ],
        links: [
          { label: 'All vocabularies', href: '/api/v1/vocabularies?lang=en' },
          { label: 'Themes in SKOS (Turtle)', href: '/api/v1/vocabularies/themes.ttl' },
        ],
      },
      {
        title: 'Follow a search',
        paragraphs: [
          'Every search has its feed, in Atom and JSON Feed: your feed reader finds it on the results page.',
        ],
        links: [
          { label: 'All projects (Atom)', href: '/en/recherche.atom' },
          { label: 'All projects (JSON Feed)', href: '/en/recherche.json' },
        ],
      },
      {
        title: 'On what terms',
        paragraphs: [
          'There is no licence for the whole: each catalogue keeps its own. Reuse a project under the licences of all those who tell of it, credit them, and share alike what requires it.',
          'An “all rights reserved” catalogue can be read here, and is in no file.',
        ],
      },
    ] as readonly Section[],
    licences: 'Licences, catalogue by catalogue',
  },
  contribute: {
    title: 'Contribute',
    lead: 'Tell us about one project, or connect a whole catalogue: no contribution is too small.',
    sections: [
      {
        title: 'Connect a catalogue',
        paragraphs: ['Do you keep a list of projects? Keep it where it is and as it is: the Carrefour adapts.'],
        items: [
          'A file or an address is enough: CSV, spreadsheet (xlsx, ods), JSON, GeoJSON, XML, RSS or Atom feeds, even the pages of your site.',
          'Choose a licence: Licence Ouverte 2.0, ODbL or a Creative Commons licence, so that your sheets travel.',
          'What remains is to say which column is the title, the place, the theme: the Carrefour proposes a small file, source.yaml, to be corrected without programming. The operator can do it with you.',
          'You see what was taken, what was refused and why; an update that would make too many sheets disappear stops by itself.',
        ],
      },
      {
        title: 'Add or correct a sheet',
        paragraphs: [
          'Is something wrong on a page? Use “Propose a correction”: what you propose goes to the partner that tells of the project; once accepted, it shows at once. What a partner corrects in its own catalogue gets here at the next reading.',
          'Is your project in no catalogue? Tell us about it here: ten minutes are enough, what you write is saved as you go, and somebody reads it before it appears.',
        ],
      },
      {
        title: 'Improve the software',
        paragraphs: ['The code is free. It comes with a guide to connecting a catalogue, with real examples.'],
      },
    ] as readonly Section[],
    contact: 'Whom to write to',
  },
  siteMap: {
    title: 'Site map',
    lead: 'Every page, except the projects themselves: search for them, or browse them by theme, place or partner.',
    main: 'Main pages',
    regions: 'Régions',
  },
};
