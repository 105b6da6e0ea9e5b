/**
 * Who may use which route of the site and of the API: every route stands here, and a new one without a line fails the
 * walk (`access.test.ts`). Written by the path in French; the English one is the same.
 */

export const roles = [
  'stranger',
  'member',
  'neighbour',
  'rival',
  'editor',
  'curator',
  'administrator',
  'zelie',
] as const;
/** `neighbour` has things of her own; `rival` edits another catalogue than the one that is asked about, which `editor` edits. */
export type Role = (typeof roles)[number];

/** What stands behind addresses: all Zélie's, or the catalogue of `editor`. */
export interface Behind {
  project: string;
  /** Of which nobody here says anything. */
  other: string;
  projectPath: string;
  held: string;
  collection: string;
  introduction: string;
  received: string;
  draft: string;
  contribution: string;
  community: string;
  meeting: string;
  asked: string;
  settled: string;
  session: string;
  alert: string;
  matter: string;
  correction: string;
  run: string;
  mail: string;
  person: string;
}

export type Rule = {
  /** The address; the route's own when nothing in it is to be filled. */
  at?: (behind: Behind) => string;
  /** What is posted. */
  fields?: (behind: Behind) => Record<string, string>;
} & (
  | /** The same for everyone, or nobody's in particular. */ { is: 'open' }
  | /** A page for everyone that depends on who looks. */ { is: 'anyone' }
  | /** Of whoever is signed in, and of what is theirs alone. */ { is: 'own' }
  | /** `sees`: who reads the page, and is told on it that the form is not theirs. */ {
      is: 'only';
      may: readonly Role[];
      sees?: readonly Role[];
    }
  | /** Opened by a key in the address or in the form, which nobody here has. */ { is: 'key' }
);

const open: Rule = { is: 'open' };
const curators: readonly Role[] = ['curator', 'administrator'];
const forged = `00000000-0000-4000-8000-000000000000.${'A'.repeat(43)}`;
const only = (may: readonly Role[], at?: Rule['at'], fields?: Rule['fields']): Rule => ({
  is: 'only',
  may,
  ...(at && { at }),
  ...(fields && { fields }),
});
const own = (fields?: Rule['fields'], at?: Rule['at']): Rule => ({
  is: 'own',
  ...(at && { at }),
  ...(fields && { fields }),
});
const key = (at: Rule['at'], fields?: Rule['fields']): Rule => ({
  is: 'key',
  ...(at && { at }),
  ...(fields && { fields }),
});
const anyone = (at?: Rule['at'], fields?: Rule['fields']): Rule => ({
  is: 'anyone',
  ...(at && { at }),
  ...(fields && { fields }),
});
const openPaths = [
  ...['/', '/recherche', '/recherche.atom', '/recherche.json', '/opensearch.xml', '/recherche/completion'],
  ...['/recherche/carte', '/embarquer', '/embarquer/carte.json', '/embarquer/essayer', '/observatoire'],
  ...['/observatoire/:file', '/projets/:path', '/projets/:path/carte.png', '/carte.png', '/a-propos', '/contribuer'],
  ...['/donnees-ouvertes', '/design', '/plan-du-site', '/mentions-legales', '/donnees-personnelles'],
  ...['/accessibilite', '/themes', '/themes/:id', '/lieux', '/lieux/:id', '/partenaires', '/partenaires/:id'],
  ...['/territoires', '/territoires/:id', '/sitemap.xml', '/sitemap/:part', '/embarquer/carrefour-carte.js'],
  ...['/embarquer/couleur/:file', '/oembed', '/vocabulaires/:name/:id?', '/carte/fond.json', '/carte/contours.json'],
  ...[
    '/assets/:file',
    '/favicon.svg',
    '/favicon.ico',
    '/favicon.png',
    '/robots.txt',
    '/carnets',
    '/connexion/callback/oidc',
    '/connexion/fin',
  ],
];
const onProject = (rest: string) => (b: Behind) => `/projets/${b.projectPath}${rest}`;

export const siteRules: Readonly<Record<string, Rule>> = {
  ...Object.fromEntries(openPaths.map((path) => [`GET ${path}`, open])),

  'GET /curation': only(curators),
  'GET /curation/mots': only(curators),
  'POST /curation/mots': only(curators),
  'GET /curation/doublons': only(curators),
  'POST /curation/doublons': only(curators, undefined, () => ({ a: 'a/1', b: 'b/1', verdict: 'not-same' })),
  'POST /curation/doublons/annuler': only(curators, undefined, () => ({ decision: 'x' })),
  'GET /curation/projets/:id': only(curators, (b) => `/curation/projets/${b.project}`),
  'POST /curation/projets/:id': only(
    curators,
    (b) => `/curation/projets/${b.other}`,
    () => ({ act: 'hide' }),
  ),
  'POST /curation/projets/:id/annuler': only(
    curators,
    (b) => `/curation/projets/${b.project}/annuler`,
    () => ({ decision: 'x' }),
  ),
  'GET /curation/moderation': only(curators),
  'GET /curation/moderation/:id': only(curators, (b) => `/curation/moderation/${b.matter}`),
  'POST /curation/moderation/:id': only(
    curators,
    (b) => `/curation/moderation/${b.matter}`,
    () => ({ verdict: 'ask', phrase: 'Dites-nous.' }),
  ),
  'POST /curation/moderation/:id/annuler': only(curators, (b) => `/curation/moderation/${b.matter}/annuler`),
  'GET /curation/moissons': only(curators),
  'GET /curation/moissons/:run': only(curators, (b) => `/curation/moissons/${b.run}`),
  'POST /curation/moissons/:run/appliquer': only(curators, (b) => `/curation/moissons/${b.run}/appliquer`),
  'POST /curation/moissons/:run/refuser': only(
    curators,
    (b) => `/curation/moissons/${b.run}/refuser`,
    () => ({ pourquoi: 'non' }),
  ),
  // Leads to the queue, which is closed.
  'GET /curation/signalements': open,

  'GET /partenaires/:id/soutiens': only(['editor'], () => '/partenaires/a/soutiens'),
  'POST /partenaires/:id/soutiens': only(
    ['editor'],
    () => '/partenaires/a/soutiens',
    (b) => ({ projet: b.project, raison: 'Vu.' }),
  ),
  'POST /partenaires/:id/soutiens/annuler': only(
    ['editor'],
    () => '/partenaires/a/soutiens/annuler',
    () => ({ decision: 'x' }),
  ),
  'GET /partenaires/:id/fiches': only(['editor', ...curators], () => '/partenaires/a/fiches'),
  'GET /partenaires/:id/fiches.csv': only(['editor', ...curators], () => '/partenaires/a/fiches.csv'),
  'GET /partenaires/:id/moissons': only(['editor', ...curators], () => '/partenaires/a/moissons'),
  'GET /partenaires/:id/moissons/:run': only(['editor', ...curators], (b) => `/partenaires/a/moissons/${b.run}`),
  'GET /partenaires/:id/corrections': only(['editor'], () => '/partenaires/a/corrections'),
  'POST /partenaires/:id/corrections': only(
    ['editor'],
    () => '/partenaires/a/corrections',
    (b) => ({ correction: b.correction, reponse: 'later', phrase: 'Plus tard.' }),
  ),
  'POST /partenaires/:id/corrections/adresses': only(['editor'], () => '/partenaires/a/corrections/adresses'),
  'GET /partenaires/:id/corrections.atom': key(() => '/partenaires/a/corrections.atom?cle=AAAA'),
  'GET /partenaires/:id/corrections.json': key(() => '/partenaires/a/corrections.json'),
  'GET /partenaires/:id/corrections.csv': key(() => '/partenaires/a/corrections.csv?cle='),
  'GET /partenaires/:id/porteurs': only(['editor', ...curators], () => '/partenaires/a/porteurs'),
  'GET /partenaires/:id/contacts': only(['editor', ...curators], () => '/partenaires/a/contacts'),
  'POST /partenaires/:id/contacts': only(
    ['editor'],
    () => '/partenaires/a/contacts',
    () => ({ recevoir: 'oui' }),
  ),

  // Whoever is not of the team may ask to be, and sees nobody of it.
  'GET /partenaires/:id/equipe': own(undefined, () => '/partenaires/a/equipe'),
  'POST /partenaires/:id/equipe': own(
    (b) => ({ faire: 'retirer', personne: b.person }),
    () => '/partenaires/a/equipe',
  ),

  'GET /projets/:path/corriger': anyone(onProject('/corriger?champ=title')),
  'POST /projets/:path/corriger': anyone(onProject('/corriger'), () => ({ champ: 'title' })),
  'GET /corrections/suivi': key(() => `/corrections/suivi?jeton=${'A'.repeat(32)}`),
  'POST /corrections/suivi': key(
    () => '/corrections/suivi',
    () => ({ jeton: 'A'.repeat(32) }),
  ),
  'GET /compte/corrections': own(),
  'GET /projets/:path/revendiquer': own(undefined, onProject('/revendiquer')),
  'POST /projets/:path/revendiquer': own(() => ({ par: 'parole', message: 'C’est à moi.' }), onProject('/revendiquer')),
  'GET /porteurs/preuve': own(undefined, () => `/porteurs/preuve?jeton=${'A'.repeat(32)}`),
  'POST /porteurs/preuve': own(() => ({ jeton: 'A'.repeat(32) })),
  'GET /compte/projets': own(),
  'POST /compte/projets': own((b) => ({ acte: 'quitte', demande: b.settled })),
  'GET /projets/:path/essaimage': only(['editor', 'zelie'], (b) => `/projets/${b.held}/essaimage`),
  'POST /projets/:path/essaimage': only(
    ['editor', 'zelie'],
    (b) => `/projets/${b.held}/essaimage`,
    (b) => ({ projet: b.project, comme: 'model' }),
  ),
  'POST /partenaires/:id/porteurs': only(
    ['editor', ...curators],
    () => '/partenaires/a/porteurs',
    (b) => ({ demande: b.settled, mot: 'retire' }),
  ),
  'GET /projets/:path/signaler': anyone(onProject('/signaler')),
  'POST /projets/:path/signaler': anyone(onProject('/signaler'), () => ({ motif: 'outdated', texte: '' })),
  'GET /projets/:path/contact': anyone(onProject('/contact')),
  'POST /projets/:path/contact': anyone(onProject('/contact'), () => ({ motif: 'learn' })),

  'GET /connexion': anyone(),
  'POST /connexion': anyone(undefined, () => ({ mail: 'pas une adresse' })),
  'GET /connexion/lien': key(() => '/connexion/lien?jeton=AAAA'),
  'POST /connexion/lien': anyone(undefined, () => ({ jeton: 'AAAA' })),
  'GET /connexion/fournisseur': anyone(),
  'POST /deconnexion': open,
  'GET /compte': own(),
  'POST /compte': own(() => ({ nom: 'Quelqu’un', langue: 'fr' })),
  'POST /compte/sessions': own((b) => ({ session: b.session })),
  'GET /compte/second-facteur': own(),
  'POST /compte/second-facteur': own(() => ({ faire: 'retirer', code: '000000' })),
  'GET /connexion/code': key(() => '/connexion/code'),
  'POST /connexion/code': key(
    () => '/connexion/code',
    () => ({ code: '000000' }),
  ),
  'GET /compte/donnees.json': own(),
  'GET /compte/supprimer': own(),
  'POST /compte/supprimer': own((b) => ({ mail: b.mail })),

  'GET /alertes/suivre': anyone(() => '/alertes/suivre?q=jardin'),
  'POST /alertes/suivre': anyone(
    () => '/alertes/suivre?q=jardin',
    () => ({ mail: 'pas une adresse' }),
  ),
  'GET /alertes/confirmer/:token': key(() => `/alertes/confirmer/${forged}`),
  'POST /alertes/confirmer/:token': key((b) => `/alertes/confirmer/${b.alert}.${'A'.repeat(43)}`),
  'GET /alertes/liste/:token': key((b) => `/alertes/liste/${b.alert}`),
  'POST /alertes/liste/:token': key(
    (b) => `/alertes/liste/${b.alert}.${'A'.repeat(43)}`,
    (b) => ({ alerte: b.alert, faire: 'supprimer' }),
  ),
  'GET /alertes/arreter/:token': key((b) => `/alertes/arreter/${b.alert}.${'A'.repeat(43)}`),
  'POST /alertes/arreter/:token': key((b) => `/alertes/arreter/${b.alert}.${'A'.repeat(43)}`),
  'GET /compte/alertes': own(),
  'POST /compte/alertes': own((b) => ({ alerte: b.alert, faire: 'supprimer' })),

  'GET /carnets/:id': only(['zelie'], (b) => `/carnets/${b.collection}`),
  'GET /carnets/:id/dossier': only(['zelie'], (b) => `/carnets/${b.collection}/dossier?cle=AAAA`),
  // What is not public is reported by nobody.
  'GET /carnets/:id/signaler': only([], (b) => `/carnets/${b.collection}/signaler`),
  'POST /carnets/:id/signaler': only(
    [],
    (b) => `/carnets/${b.collection}/signaler`,
    () => ({ texte: 'Ceci est faux.' }),
  ),
  'GET /carnets/:id/:file': only(['zelie'], (b) => `/carnets/${b.collection}/carnet.json?cle=null`),
  'GET /compte/carnets': own(),
  'POST /compte/carnets': own(() => ({ titre: '' })),
  'GET /compte/carnets/ajouter': own(undefined, (b) => `/compte/carnets/ajouter?projet=${b.project}`),
  'POST /compte/carnets/ajouter': own((b) => ({ projet: b.held.slice(-10), carnet: b.collection })),
  'GET /compte/carnets/:id': only(['zelie'], (b) => `/compte/carnets/${b.collection}`),
  'POST /compte/carnets/:id': only(
    ['zelie'],
    (b) => `/compte/carnets/${b.collection}`,
    () => ({ faire: 'partager', partage: 'public' }),
  ),

  'GET /contacts/:id': only(['zelie'], (b) => `/contacts/${b.received}?cle=AAAA`),
  'POST /contacts/:id': only(
    ['zelie'],
    (b) => `/contacts/${b.received}`,
    () => ({ cle: 'AAAA', fait: 'write', texte: 'Je me mêle de vos affaires.' }),
  ),
  'GET /compte/contacts': own(),

  'GET /contribuer/projet': anyone(),
  'POST /contribuer/projet': anyone(undefined, () => ({ title: 'Sans cachet' })),
  'GET /contribuer/projet/:id': only(['zelie'], (b) => `/contribuer/projet/${b.draft}`),
  'POST /contribuer/projet/:id': only(
    ['zelie'],
    (b) => `/contribuer/projet/${b.draft}`,
    () => ({ title: 'Volé', summary: 'À moi' }),
  ),
  // Whoever decides of it reads it as it will be.
  'GET /contribuer/projet/:id/apercu': only(
    ['zelie', ...curators],
    (b) => `/contribuer/projet/${b.contribution}/apercu`,
  ),
  'POST /contribuer/projet/:id/adopter': only(['zelie'], (b) => `/contribuer/projet/${b.draft}/adopter`),
  'POST /contribuer/projet/:id/envoyer': only(['zelie'], (b) => `/contribuer/projet/${b.draft}/envoyer`),
  'POST /contribuer/projet/:id/effacer': only(['zelie'], (b) => `/contribuer/projet/${b.draft}/effacer`),
  'GET /contribuer/merci': anyone((b) => `/contribuer/merci?recit=${b.contribution}`),
  'GET /contribuer/confirmer': key((b) => `/contribuer/confirmer?recit=${b.contribution}&preuve=AAAA`),
  'POST /contribuer/confirmer': key(
    () => '/contribuer/confirmer',
    (b) => ({ recit: b.contribution, preuve: 'AAAA' }),
  ),
  'GET /contribuer/images/:file': open,
  'GET /images/:file': open,

  // It waits for a curator: until then it is its founder's alone.
  'GET /communautes': open,
  'GET /communautes/nouvelle': own(),
  'POST /communautes/nouvelle': own(() => ({ nom: '' })),
  'GET /communautes/:id': only(['zelie', ...curators], (b) => `/communautes/${b.community}`),
  'POST /communautes/:id': {
    ...only(
      ['zelie'],
      (b) => `/communautes/${b.community}`,
      () => ({ faire: 'besoin', titre: 'Intrus', mots: 'intrus' }),
    ),
    sees: curators,
  } as Rule,
  // Nobody's before the community is open.
  'GET /communautes/:id/rencontres.ics': only([], (b) => `/communautes/${b.community}/rencontres.ics`),
  'GET /communautes/:id/rencontres/:file': only([], (b) => `/communautes/${b.community}/rencontres/${b.meeting}.ics`),
  'GET /communautes/:id/reglages': only(['zelie'], (b) => `/communautes/${b.community}/reglages`),
  'POST /communautes/:id/reglages': only(
    ['zelie'],
    (b) => `/communautes/${b.community}/reglages`,
    () => ({ faire: 'inviter' }),
  ),
  'GET /communautes/nouvelles/arreter/:token': key(
    (b) => `/communautes/nouvelles/arreter/${b.community}.x.${'A'.repeat(43)}`,
  ),
  'POST /communautes/nouvelles/arreter/:token': key(
    (b) => `/communautes/nouvelles/arreter/${b.community}.x.${'A'.repeat(43)}`,
  ),
  'GET /communautes/:id/signaler': only([], (b) => `/communautes/${b.community}/signaler`),
  'POST /communautes/:id/signaler': only(
    [],
    (b) => `/communautes/${b.community}/signaler`,
    () => ({ texte: 'Ceci est faux.' }),
  ),
  // Behind a proxy, or under another name than this machine's, there is no mailbox.
  'GET /boite-aux-lettres': key(() => '/boite-aux-lettres'),
};

export const apiRules: Readonly<Record<string, Rule>> = {
  ...Object.fromEntries(
    [
      ...['/', '/v1/schema.json', '/openapi.json', '/v1/projects', '/v1/projects.json', '/v1/projects.csv'],
      ...['/v1/projects.geojson', '/v1/projects.jsonl', '/v1/projects/:id', '/v1/territories', '/v1/territories/:id'],
      ...['/v1/sources', '/v1/vocabularies', '/v1/vocabularies/:name'],
    ].map((path) => [`GET ${path}`, open]),
  ),
  'GET /curation/pairs': only(curators),
  'POST /curation/pairs/later': only(curators),
  'GET /curation/decisions': only(curators),
  'POST /curation/decisions': only(curators),
  'POST /curation/decisions/:id/undo': only(curators, () => '/curation/decisions/x/undo'),
  'GET /v1/suggestions': only(curators),
  'GET /v1/answers': only(curators),
  'POST /v1/answers': only(curators),
  'DELETE /v1/answers/:id': only(curators, () => '/v1/answers/x'),
};
