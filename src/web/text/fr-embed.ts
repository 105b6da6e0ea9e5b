/** Maps embedded in other sites, in French. */

const s = (n: number) => (n >= 2 ? 's' : '');

export const embed = {
  name: (inside: string, site: string) => `${inside}, ${site}`,
  toldBy: (names: string) => `Raconté par ${names}`,
  see: (n: number, written: string) =>
    n === 0
      ? 'Chercher sur le Carrefour'
      : n === 1
        ? 'Voir ce projet sur le Carrefour'
        : `Voir les ${written} projets sur le Carrefour`,
  sources: 'Données :',
  none: 'Aucun partenaire n’a déclaré de projet ici.',
  maps: 'Contours : IGN. Réunis par le Carrefour des innovations sociales.',
  fallback: 'Voir ces projets sur le Carrefour des innovations sociales',
  link: 'Carte à intégrer',
  try: {
    title: 'Intégrer une carte',
    lead: 'Une carte et une liste de projets dans votre site, toujours à jour : choisissez, regardez, copiez le code. Ni clé, ni traceur, ni contenu de tiers.',
    what: 'Les projets',
    q: 'Mots',
    where: 'Où',
    whereHint: 'Une commune, une intercommunalité, un département ou une région.',
    theme: 'Thème',
    placeKind: 'Type de lieu',
    any: 'Tous',
    others: 'Autres critères gardés :',
    drop: 'Repartir de zéro',
    looks: 'L’apparence',
    parts: { label: 'Montrer', tout: 'la carte et la liste', carte: 'la carte seule', liste: 'la liste seule' },
    aspect: { label: 'Aspect', auto: 'celui du navigateur', clair: 'clair', sombre: 'sombre' },
    accent: 'Couleur',
    accentHint:
      'Six chiffres hexadécimaux, comme 7a1fa2. Sans couleur : le violet du Carrefour. Ce qui est écrit dessus reste lisible.',
    height: 'Hauteur, en pixels',
    show: 'Voir le résultat',
    result: 'Le résultat',
    found: (n: number, written: string) =>
      n === 0 ? 'Aucun projet ne répond : changez un critère.' : `${written} projet${s(n)}.`,
    preview: 'Aperçu',
    component: 'Par un composant',
    componentLead:
      'Le plus léger : un script de quelques kilo-octets, dans n’importe quelle page. Sans script, ou si la page l’interdit, le lien reste.',
    frame: 'Par un cadre',
    frameLead:
      'Pour les outils de publication qui n’acceptent pas de script. Beaucoup savent aussi le faire d’eux-mêmes à partir de l’adresse d’une recherche (oEmbed).',
    copy: 'Copier le code',
    copied: 'Code copié.',
    unknown: (text: string) => `Aucun lieu ne s’appelle « ${text} ».`,
    several: (text: string) => `Plusieurs lieux répondent à « ${text} » :`,
    terms:
      'Les partenaires qui racontent les projets sont nommés sous la carte avec leur licence : laissez cette mention visible. Les fiches dont la licence ne le permet pas ne sont pas montrées hors du Carrefour.',
  },
};
