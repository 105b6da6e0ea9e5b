/** What a structure is by what it is called, where the vocabulary's own words do not say it. */
/** What a name begins with; each pattern is also written into the manifest, where a person reads it. */
export const holderNames: readonly (readonly [kind: string, pattern: string])[] = [
  [
    'collectivite',
    '^(?:mairie|commune|ville de|h[ôo]tel de ville|communaut[ée] d|communaut[ée] urbaine|ccas|cias|centres? communa(?:l|ux)|conseils? (?:d[ée]partement|r[ée]gion|municipa)|d[ée]partement|collectivit[ée]|m[ée]tropole|province|maison (?:de quartier|commune|des solidarit)|mds\\b|cybercentre)',
  ],
  [
    'etablissement-public',
    '^(?:m[ée]diath[èe]que|biblioth[èe]que|p[ôo]le emploi|france travail|(?:r[ée]seau |maison )?france services|maison (?:de services|de l.emploi)|(?:sous-)?pr[ée]fecture|caf\\b|cpam|caisses? d|la poste|chambre|cyber-?base)',
  ],
  [
    'association',
    '^(?:associations?\\b|asso\\b|centre social|mission locale|mjc|maison des jeunes|points? (?:et bureaux? )?information|pij|espace de vie sociale|foyer rural|f[ée]d[ée]ration|croix[- ]rouge|secours|emma[üu]s|arml|falep)',
  ],
  ['cooperative', '^(?:scop|scic|soci[ée]t[ée] coop[ée]rative)'],
  ['entreprise', '^(?:sarl|sas\\b|entreprises?\\b)'],
  ['enseignement-recherche', '^(?:organismes? de formation|universit[ée]|lyc[ée]e|[ée]cole\\b|greta)'],
];

/** Codes of the national schema of places of digital mediation. */
const codes: Readonly<Record<string, string>> = {
  ...{ ASSO: 'association', CS: 'association', ML: 'association', PIJ: 'association', MJC: 'association' },
  ...{
    MUNI: 'collectivite',
    CCAS: 'collectivite',
    CIAS: 'collectivite',
    EPCI: 'collectivite',
    DEP: 'collectivite',
    CD: 'collectivite',
  },
  ...{
    BIB: 'etablissement-public',
    PE: 'etablissement-public',
    CAF: 'etablissement-public',
    PAD: 'etablissement-public',
    CPAM: 'etablissement-public',
    RFS: 'etablissement-public',
  },
  ...{ SCOP: 'cooperative', SCIC: 'cooperative', ESS: 'entreprise', OF: 'enseignement-recherche' },
};

const compiled = holderNames.map(([kind, pattern]) => [kind, new RegExp(pattern, 'iu')] as const);

/** A concept of `holder-kinds`, or undefined. */
export function holderKindOf(name: string): string | undefined {
  const code = codes[name.trim()];
  if (code !== undefined) return code;
  return compiled.find(([, pattern]) => pattern.test(name.trim()))?.[0];
}
