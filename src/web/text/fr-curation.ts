/** The curators' pages, in French. */
import type { DecisionRefusal } from '#match/decision-refusals.ts';

const s = (n: number) => (n >= 2 ? 's' : '');

export const curation = {
  pairs: {
    title: 'Un projet ou deux ?',
    lead: 'Deux fiches se ressemblent sans qu’une règle puisse trancher. Ce que vous décidez tient pour toujours, et se défait d’un geste.',
    waiting: (n: number, written: string) =>
      n === 0 ? 'Plus rien n’attend' : `${written} paire${s(n)} ${n >= 2 ? 'attendent' : 'attend'}`,
    putOff: (n: number, written: string) => `dont ${written} remise${s(n)} à plus tard`,
    done: (n: number, written: string) =>
      n === 0 ? 'aucune décision aujourd’hui' : `${written} décision${s(n)} aujourd’hui`,
    progress: 'Part de la file traitée aujourd’hui',
    empty: 'Rien n’attend : chaque paire a trouvé sa réponse.',
    gone: 'Cette paire n’attend plus : voici la suivante.',
    left: 'A',
    right: 'B',
    why: 'Pourquoi la question se pose',
    compare: 'Les deux fiches',
    project: 'Voir la page du projet',
    original: 'Voir la fiche chez le partenaire',
    nothing: 'ne dit rien',
    marks: { same: 'pareil', different: 'différent', alone: 'une seule le dit' },
    legend: 'Les mots soulignés ne sont que d’un côté.',
    decide: 'Votre décision',
    reason: 'Pourquoi (si vous voulez le dire)',
    verdicts: { same: 'Le même projet', 'not-same': 'Deux projets', later: 'Plus tard' },
    keys: { same: 'm', 'not-same': 'd', later: 'p', undo: 'a' },
    shortcuts: 'Raccourcis du clavier',
    shortcutsAre: 'M : le même projet. D : deux projets. P : plus tard. A : annuler la dernière décision.',
    decided: {
      same: 'Décidé : un seul projet.',
      'not-same': 'Décidé : deux projets.',
      later: 'Remis à plus tard.',
      already: 'C’était déjà décidé.',
      undone: 'La décision est annulée.',
    },
    replaced: (n: number): string =>
      n === 1 ? 'Elle remplace une décision précédente.' : `Elle remplace ${n} décisions précédentes.`,
    undo: 'Annuler',
    undoOf: (what: string) => `Annuler : ${what}`,
    refused: 'La décision n’a pas été prise',
  },
  history: {
    title: 'Dernières décisions',
    none: 'Personne n’a encore rien décidé.',
    by: (author: string, day: string) => `${author}, le ${day}`,
    undone: (author: string, day: string) => `annulée par ${author} le ${day}`,
    states: { 'in-force': '', waiting: 'attend le retour d’une fiche', overruled: 'sans effet', undone: 'annulée' },
    same: (one: string, other: string) => `« ${one} » et « ${other} » : un seul projet`,
    'not-same': (one: string, other: string) => `« ${one} » et « ${other} » : deux projets`,
    split: (sheet: string) => `« ${sheet} » sort de son projet`,
    choose: (field: string, sheet: string) => `${field} : ce que dit « ${sheet} »`,
    set: (field: string, project: string) => `${field} : écrit à la main (projet ${project})`,
    hide: (project: string) => `projet ${project} masqué`,
    endorse: (partner: string, project: string) => `${partner} se porte garant du projet ${project}`,
  },
  fields: {
    title: 'Nom',
    place: 'Lieu',
    holder: 'Porteur',
    links: 'Sur le web',
    summary: 'En bref',
    body: 'Description',
    started: 'Début',
    themes: 'Thèmes',
    contacts: 'Contact public',
    updated: 'Mise à jour',
  },
  reasons: {
    'the same name': 'le même nom',
    'nearly the same name': 'presque le même nom',
    'one name within the other': 'un nom est dans l’autre',
    'names differ': 'les noms diffèrent',
    'at one address': 'à la même adresse',
    'within 500 metres': 'à moins de 500 mètres',
    'within two kilometres': 'à moins de deux kilomètres',
    'in one commune': 'dans la même commune',
    'a place is not known': 'un lieu n’est pas connu',
    'in one commune, more than two kilometres apart': 'dans la même commune, à plus de deux kilomètres',
    'in different places': 'en des lieux différents',
    'the same web page': 'la même page web',
    'the same web site': 'le même site web',
    'a name says nothing without the commune': 'un nom ne dit rien sans la commune',
    'too little weighs for it': 'trop peu d’indices pour en être sûr',
    'another is as good': 'une autre fiche convient aussi bien',
    'one source, told apart': 'un même partenaire les distingue',
    'one source repeats itself: the same name at one point': 'un partenaire se répète : même nom, même point',
  } as Record<string, string>,
  onlyOne: (word: string) => `une seule dit « ${word} »`,
  twoKinds: (one: string, other: string) => `l’une est « ${one} », l’autre « ${other} »`,
  refusal(refusal: DecisionRefusal): string {
    switch (refusal.code) {
      case 'sheet-unknown':
        return `Aucune fiche ne s’appelle « ${refusal.sheet} ».`;
      case 'project-unknown':
        return `Aucun projet n’a l’identifiant « ${refusal.project} ».`;
      case 'decision-unknown':
        return 'Cette décision n’existe pas.';
      case 'source-unknown':
        return `Aucun catalogue ne s’appelle « ${refusal.source} ».`;
      case 'one-sheet':
        return 'Une paire est faite de deux fiches différentes.';
      case 'alone':
        return 'Cette fiche est seule dans son projet : il n’y a rien dont la séparer.';
      case 'contradiction':
        return 'Elle contredit ce qui a été décidé : annulez d’abord l’une de ces décisions.';
      case 'field-unknown':
        return `Le champ « ${refusal.field} » ne se choisit pas.`;
      case 'value-refused':
        return `Le champ « ${refusal.field} » ne peut pas dire cela.`;
      case 'says-nothing':
        return `Cette fiche ne dit rien du champ « ${refusal.field} ».`;
      case 'reason-missing':
        return 'Il faut une raison, que d’autres liront.';
      case 'undone-already':
        return `${refusal.by} l’a déjà annulée.`;
      case 'replaced':
        return 'Une décision plus récente l’a remplacée : c’est celle-là qu’il faut annuler.';
      case 'not-hidden':
        return 'Personne n’a masqué ce projet.';
    }
  },
  endorsed: {
    title: (n: number): string =>
      n === 1 ? 'Un partenaire s’en porte garant' : `${n} partenaires s’en portent garants`,
    by: (name: string, day: string) => `${name}, le ${day}`,
  },
};
