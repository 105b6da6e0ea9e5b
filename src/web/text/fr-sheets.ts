/** What a catalogue’s sheets could do better, in French. */
import type { QualityCriterion } from '#model/quality.ts';
import { ofName } from './of-name.ts';

const s = (n: number) => (n >= 2 ? 's' : '');

export const sheets = {
  criteria: {
    described: 'Description',
    located: 'Lieu',
    classified: 'Thème et public',
    dated: 'Dates',
    fresh: 'Fraîcheur',
    contactable: 'Contact',
    reachable: 'Liens',
    illustrated: 'Image',
    licensed: 'Licence',
    told: 'Résultats et leçons',
  } satisfies Record<QualityCriterion, string>,
  below: (n: number, written: string) => (n === 0 ? 'toutes les fiches' : `${written} fiche${s(n)} à compléter`),
  title: (name: string) => `Les fiches ${ofName(name)}`,
  linkOf: (name: string) => `Les fiches ${ofName(name)}, et ce qui les rendrait meilleures`,
  lead: 'Ce que nous avons lu dans votre catalogue, ce qui y manque et ce que vous pouvez y faire. Corrigez chez vous : la prochaine lecture le verra.',
  mean: (share: string) => `En moyenne, une fiche dit ${share} de ce qu’on attend d’elle.`,
  gains: 'Par quoi commencer',
  gainsLead: 'D’abord ce qui servirait le plus à qui vous lit.',
  problems: 'Ce que nous n’avons pas su lire',
  noProblems: 'Rien : tout ce que disent vos fiches a été compris.',
  forExample: 'par exemple',
  on: (n: number, written: string) => `${written} fiche${s(n)}`,
  all: 'Toutes les fiches, de la moins à la plus complète',
  only: (name: string) => `Les fiches à compléter, pour « ${name} »`,
  having: 'Les fiches qui ont ce souci',
  everything: 'Revoir toutes les fiches',
  file: 'Tout dans un tableau (CSV)',
  none: 'Aucune fiche ne répond à ce choix.',
  key: 'Votre identifiant',
  atYours: 'Chez vous',
  hidden: 'Elle n’est pas montrée.',
  whole: 'Rien n’y manque.',
};
