/** For tests: an invented country, its four catalogues and about sixty projects, over the real gazetteer. */
import { shortId } from '#lib/hash.ts';
import { type Gazetteer, loadGazetteer } from '#locate/gazetteer.ts';
import { loadOutlines, type Outlines } from '#locate/outlines.ts';
import { type Project, projectSchema } from '#model/project.ts';
import { type Manifest, manifestSchema } from '#model/source.ts';

let gazetteer: Gazetteer | undefined;
let outlines: Outlines | undefined;
/** Read once in a process: half a second. */
export const places = () => (gazetteer ??= loadGazetteer());
export const borders = () => (outlines ??= loadOutlines());

const source = (id: string, name: string, organisation: string, licence: string, demonstration = true): Manifest =>
  manifestSchema.parse({
    id,
    name,
    organisation: { name: organisation },
    licence,
    attribution: organisation,
    demonstration,
    format: { type: 'csv' },
    key: ['id'],
    map: { title: { from: 'titre' } },
  });

export const inventedSources: ReadonlyMap<string, Manifest> = new Map(
  [
    source('reseau-reemploi', 'Annuaire du réemploi', 'Réseau Seconde Main (inventé)', 'LO-2.0'),
    source('fondation-horizon', 'Lauréats Horizon', 'Fondation Horizon (inventée)', 'CC-BY-4.0'),
    source('tiers-lieux-ouest', 'Tiers-lieux de l’Ouest', 'Collectif Ouest ouvert (inventé)', 'ODbL-1.0'),
    source('jardins-en-ville', 'Jardins en ville', 'Fédération Racines communes (inventée)', 'LO-2.0'),
  ].map((manifest) => [manifest.id, manifest]),
);

type Sketch = [title: string, commune: string, about: Partial<Project> & { summary: string }];

const sketches: Sketch[] = [
  [
    'Second souffle',
    '59599',
    {
      summary:
        'Collecte à vélo, atelier de réparation ouvert, boutique à prix libre : douze emplois d’insertion dans une ancienne filature.',
      themes: ['reemploi', 'emploi', 'lien-social'],
      audiences: ['tous', 'demandeurs-emploi'],
      approaches: ['fabrication', 'entraide'],
      placeKinds: ['ressourcerie'],
      stage: 'essaimage',
      startYear: 2014,
      sdgs: ['odd-8', 'odd-12'],
      body: '<p>Trois vélos-cargos passent dans les rues deux fois par semaine. Ce qui peut l’être est réparé dans l’atelier, porte ouverte, avec qui veut apprendre ; le reste est démonté pour ses pièces. La boutique laisse chacun fixer son prix.</p><p>Douze personnes éloignées de l’emploi y travaillent en contrat d’insertion ; huit sur dix trouvent une suite dans l’année.</p><ul><li>atelier vélo le mardi ;</li><li>atelier couture le jeudi ;</li><li>boutique du mercredi au samedi.</li></ul>',
      results: '64 tonnes détournées de l’incinération en 2024, dont 71 % réemployées.',
      needed: 'Un local de 600 m² sur rue, un an de portage par une régie de quartier, 90 000 € d’amorçage.',
      takenUpBy: [
        { label: 'La Seconde Manche, à Dunkerque', url: 'https://exemple.org/dunkerque' },
        { label: 'Remue-ménage, à Maubeuge' },
      ],
      lessons: 'Ouvrir la boutique avant l’atelier : la caisse paie le loyer pendant que les gestes s’apprennent.',
    },
  ],
  [
    'Le Bocal partagé',
    '59350',
    {
      summary:
        'Une épicerie où chacun paie selon ses moyens, cuisine avec les invendus du marché et donne deux heures par mois.',
      themes: ['alimentation', 'lien-social'],
      audiences: ['precarite', 'familles'],
      placeKinds: ['epicerie-sociale'],
      stage: 'installe',
      startYear: 2018,
    },
  ],
  [
    'Les Mains dans la terre',
    '59512',
    {
      summary:
        'Vingt parcelles et une serre commune au pied des tours ; une école, un EHPAD et une crèche y jardinent le même mercredi.',
      themes: ['lien-social', 'alimentation', 'environnement'],
      audiences: ['enfants', 'aines'],
      placeKinds: ['jardin-partage'],
      stage: 'installe',
      startYear: 2016,
    },
  ],
  [
    'Roule ma poule',
    '62498',
    {
      summary:
        'Réparer sa voiture avec un mécanicien pour trente euros de l’heure, et la prêter à qui passe un entretien d’embauche.',
      themes: ['mobilite', 'emploi'],
      audiences: ['demandeurs-emploi'],
      placeKinds: ['garage-solidaire'],
      stage: 'experimentation',
      startYear: 2022,
    },
  ],
  [
    'La Halte numérique',
    '62119',
    {
      summary:
        'Un bus et trois cafés associatifs où l’on vient faire ses démarches sans rendez-vous, et où l’on reste pour l’atelier couture.',
      themes: ['numerique', 'droits'],
      audiences: ['aines', 'isolees'],
      approaches: ['itinerance', 'mediation'],
      placeKinds: ['mediation-numerique'],
      stage: 'installe',
      startYear: 2019,
    },
  ],
  [
    'Chez nous, plus tard',
    '35238',
    {
      summary: 'Une maison partagée entre quatorze habitants de 24 à 88 ans, où les loyers suivent les revenus.',
      themes: ['habitat', 'lien-social'],
      audiences: ['aines', 'jeunes'],
      placeKinds: ['habitat-partage'],
      stage: 'installe',
      startYear: 2017,
    },
  ],
  [
    'Le Vélo des voisines',
    '44109',
    {
      summary:
        'Un atelier d’auto-réparation tenu par et pour des femmes, avec une école du vélo pour celles qui n’ont jamais appris.',
      themes: ['mobilite', 'droits'],
      audiences: ['femmes'],
      placeKinds: ['atelier-velo'],
      stage: 'essaimage',
      startYear: 2020,
    },
  ],
  [
    'Jardin des possibles',
    '44109',
    {
      summary: 'Un jardin partagé sur un ancien parking, arrosé par les toits voisins.',
      themes: ['environnement', 'alimentation'],
      audiences: ['tous'],
      placeKinds: ['jardin-partage'],
      stage: 'installe',
      startYear: 2015,
    },
  ],
  [
    'Watt commun',
    '29019',
    {
      summary: 'Deux cents habitants financent et gèrent les panneaux solaires de leurs écoles.',
      themes: ['energie', 'environnement'],
      audiences: ['tous', 'collectivites'],
      approaches: ['commun', 'financement'],
      stage: 'essaimage',
      startYear: 2013,
    },
  ],
  [
    'La Fabrique du bourg',
    '56260',
    {
      summary: 'Un tiers-lieu de village : coworking, fablab, café et dépôt de pain, ouvert par quarante adhérents.',
      themes: ['economie', 'numerique'],
      audiences: ['tous', 'entreprises'],
      placeKinds: ['tiers-lieu', 'fablab'],
      stage: 'installe',
      startYear: 2018,
    },
  ],
  [
    'Répit',
    '33063',
    {
      summary: 'Des bénévoles formés relaient les aidants à domicile, une nuit par semaine.',
      themes: ['sante'],
      audiences: ['aidants'],
      approaches: ['entraide'],
      stage: 'experimentation',
      startYear: 2023,
    },
  ],
  [
    'La Criée des mots',
    '13055',
    {
      summary:
        'Une friche portuaire rendue aux artistes et aux enfants du quartier, le temps qu’on décide de son avenir.',
      themes: ['culture', 'education'],
      audiences: ['enfants', 'jeunes'],
      placeKinds: ['friche-culturelle'],
      stage: 'termine',
      startYear: 2012,
      endYear: 2021,
      lessons: 'Écrire dès le premier jour ce qui se passera le dernier.',
    },
  ],
  [
    'Accorderie du Diois',
    '26113',
    {
      summary: 'Une heure donnée vaut une heure reçue : comptabilité, bois fendu, leçons d’accordéon.',
      themes: ['lien-social', 'economie'],
      audiences: ['tous'],
      approaches: ['echange'],
      placeKinds: ['accorderie'],
      stage: 'installe',
      startYear: 2015,
    },
  ],
  [
    'Les Tisserands',
    '69123',
    {
      summary:
        'Un atelier de confection où des personnes exilées et des couturières à la retraite montent leur coopérative.',
      themes: ['emploi', 'economie'],
      audiences: ['migrants', 'aines'],
      approaches: ['cooperation'],
      placeKinds: ['atelier-partage'],
      stage: 'essaimage',
      startYear: 2016,
    },
  ],
  [
    'Café des possibles',
    '23096',
    {
      summary: 'Un café associatif qui est aussi la Poste, la bibliothèque et la salle d’attente du médecin.',
      themes: ['lien-social', 'economie'],
      audiences: ['tous'],
      placeKinds: ['cafe-associatif'],
      stage: 'installe',
      startYear: 2011,
    },
  ],
  [
    'Permis d’oser',
    '63113',
    {
      summary: 'Une auto-école sociale pour apprendre à conduire sans peur ni dette.',
      themes: ['mobilite', 'emploi'],
      audiences: ['jeunes', 'demandeurs-emploi'],
      placeKinds: ['garage-solidaire'],
      stage: 'installe',
      startYear: 2019,
    },
  ],
  [
    'Le Grand Compost',
    '75056',
    {
      summary: 'Trois cents composteurs d’immeuble, un réseau de guides, et une terre qui retourne aux jardins.',
      themes: ['reemploi', 'environnement'],
      audiences: ['tous'],
      stage: 'essaimage',
      startYear: 2010,
    },
  ],
  [
    'Parlons-en',
    '67482',
    {
      summary: 'Un budget participatif écrit, débattu et voté par les enfants d’un quartier.',
      themes: ['droits', 'education'],
      audiences: ['enfants'],
      approaches: ['participation'],
      stage: 'experimentation',
      startYear: 2024,
    },
  ],
  [
    'École du dehors',
    '38185',
    {
      summary: 'Une classe sur deux en forêt, par tous les temps, avec les parents volontaires.',
      themes: ['education', 'environnement'],
      audiences: ['enfants', 'familles'],
      stage: 'essaimage',
      startYear: 2018,
    },
  ],
  [
    'Bibliothèque des objets',
    '31555',
    {
      summary: 'Emprunter une perceuse comme on emprunte un livre.',
      themes: ['reemploi', 'economie'],
      audiences: ['tous'],
      approaches: ['echange'],
      stage: 'installe',
      startYear: 2021,
    },
  ],
  [
    'Les Jardins du volcan',
    '97411',
    {
      summary: 'Maraîchage d’insertion sur les pentes, paniers à prix doux livrés dans les écoles.',
      themes: ['alimentation', 'emploi'],
      audiences: ['demandeurs-emploi', 'enfants'],
      placeKinds: ['jardin-partage'],
      stage: 'installe',
      startYear: 2017,
    },
  ],
  [
    'Lakou partagé',
    '97209',
    {
      summary: 'Une cour commune remise en état par ses habitants : four à pain, potager créole, contes le samedi.',
      themes: ['lien-social', 'culture'],
      audiences: ['tous'],
      placeKinds: ['espace-social'],
      stage: 'installe',
      startYear: 2020,
    },
  ],
  [
    'Pirogue-école',
    '97302',
    {
      summary: 'Des cours du soir qui remontent le fleuve : français, droits, numérique.',
      themes: ['education', 'droits'],
      audiences: ['jeunes', 'migrants'],
      approaches: ['itinerance'],
      stage: 'experimentation',
      startYear: 2023,
    },
  ],
  [
    'Bel-Air réemploi',
    '97105',
    {
      summary: 'Une recyclerie qui rééquipe les foyers après les cyclones.',
      themes: ['reemploi', 'lien-social'],
      audiences: ['precarite'],
      placeKinds: ['ressourcerie'],
      stage: 'installe',
      startYear: 2018,
    },
  ],
  [
    'Mangrove vivante',
    '97611',
    {
      summary: 'Des collégiens replantent la mangrove et en tiennent le journal.',
      themes: ['environnement', 'education'],
      audiences: ['jeunes'],
      stage: 'idee',
      startYear: 2025,
    },
  ],
];

/** Towns in which each sketch is told again, in short, so that lists have pages and maps have clusters. */
const echoes = [
  '35238',
  '06088',
  '34172',
  '76540',
  '49007',
  '87085',
  '21231',
  '37261',
  '14118',
  '2A004',
  '64445',
  '54395',
  '80021',
  '66136',
  '72181',
];

function site(commune: string, rank: number): Project['sites'][number] {
  const territory = places().territory(`commune-${commune}`);
  if (territory === undefined) throw new Error(`an invented project stands in an unknown commune: ${commune}`);
  const { centre } = territory;
  const step = rank * 0.004;
  return {
    address: `${rank + 1} rue de la République`,
    commune,
    city: territory.name,
    territories: [territory.id, ...territory.within],
    point: centre && { lat: centre.lat + step, lon: centre.lon - step },
    precision: rank % 3 === 0 ? 'site' : 'commune',
    how: ['insee'],
  };
}

function invent([title, commune, about]: Sketch, rank: number): Project {
  const ids = [...inventedSources.keys()];
  const sources = [ids[rank % 4]!, ...(rank % 3 === 0 ? [ids[(rank + 1) % 4]!] : []), ...(rank === 0 ? [ids[2]!] : [])];
  const tellings = sources.map((id, at) => ({
    sheet: `${id}/${rank}`,
    source: id,
    title: at === 0 ? title : `${title} (${places().territory(`commune-${commune}`)?.name})`,
    url: `https://exemple.org/${id}/${rank}`,
    licence: inventedSources.get(id)!.licence,
    attribution: inventedSources.get(id)!.attribution,
    updatedAt: `202${3 + (rank % 3)}-0${1 + (rank % 9)}-12`,
  }));
  const [first, ...others] = tellings.map(({ sheet }) => sheet);
  return projectSchema.parse({
    id: shortId(`invented ${rank}`),
    slug: '',
    kind: 'projet',
    title,
    body: `<p>${about.summary}</p>`,
    holder: { name: `Association ${title}`, kind: 'association', rna: `W59100${1000 + rank}` },
    sites: rank === 4 ? [site(commune, rank), site('62041', rank), site('59392', rank)] : [site(commune, rank)],
    links: [{ url: `https://exemple.org/${rank}`, label: `exemple.org/${rank}` }],
    contacts: [
      { kind: 'mail', value: 'bonjour@exemple.org', published: rank % 2 === 0 },
      { kind: 'phone', value: '06 12 34 56 78', published: false },
    ],
    quality: about.results === undefined ? 0.5 + (rank % 4) / 10 : 0.9,
    licence: 'LO-2.0',
    updatedAt: tellings[0]!.updatedAt,
    tags: ['quartier', 'entraide'],
    ...about,
    sources,
    tellings,
    provenance: {
      title: { sheets: [first], rule: 'best-described' },
      summary: { sheets: [first], rule: 'best-described' },
      ...(others.length > 0 && {
        results: { sheets: others.slice(0, 1), rule: 'longest' },
        themes: { sheets: [first, ...others], rule: 'union' },
        sites: { sheets: others.slice(-1), rule: 'most-precise' },
        holder: { sheets: [first], rule: 'best-described' },
        body: { sheets: [first], rule: 'longest' },
      }),
    },
  });
}

/** About sixty projects, the first of which is told in full by three partners. */
export function inventProjects(): Project[] {
  const echoed = sketches.slice(1, 16).flatMap(([title, , about], rank): Sketch[] => [
    [`${title}, bis`, echoes[rank]!, about],
    [`${title}, ter`, echoes[(rank + 5) % echoes.length]!, about],
  ]);
  return [...sketches, ...echoed].map(invent);
}
