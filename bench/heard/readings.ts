/** The five people the site is for, going through it by ear: what each does, and what must be heard. */
import { projectPath } from '#model/project.ts';
import type { InventedServer } from '../../test/browser/invented-server.ts';

export type Language = 'fr' | 'en';

export interface Step {
  /** Goes to this path; else presses or types. */
  go?: string;
  /** Keys in X11's names, once each. */
  keys?: readonly string[];
  type?: string;
  /** Presses its key again and again until what must be heard is heard, so many times at most. */
  until?: { key: string; most: number };
  hears?: RegExp;
}

export interface Reading {
  name: string;
  who: string;
  steps(language: Language, projects: InventedServer['projects']): Step[];
}

const seek = (key: string, hears: RegExp, most = 40): Step => ({ until: { key, most }, hears });

export const readings: readonly Reading[] = [
  {
    name: 'citizen',
    who: 'a citizen finds a garden near home',
    steps: () => [
      { go: '/', hears: /Carrefour des innovations sociales/ },
      { keys: ['h'], hears: /^(La France invente\. Voyez|.+\.) .+ 1\.$/ },
      // Tab, not a key of the reader: what is typed then goes to the field.
      seek('Tab', /^(Quoi\s\?|What\?)/, 20),
      { type: 'jardin', hears: /suggestions?, (flèche bas|down arrow)/ },
      { keys: ['Down'], hears: /\d+ proje(c?)ts?/ },
      { keys: ['Escape', 'Tab'], hears: /^(Où|Where)/ },
      { type: 'Nantes', hears: /suggestions?, (flèche bas|down arrow)/ },
      { keys: ['Down'], hears: /Nantes \(Loire-Atlantique\) commune/ },
      { keys: ['Return'], hears: /Nantes \(Loire-Atlantique\)/ },
      { keys: ['Return'], hears: /1 proje(c?)t\s?: .*Nantes/ },
      seek('3', /^Jardin des possibles/),
      { keys: ['Return'], hears: /Jardin des possibles · Carrefour/ },
      { keys: ['h'], hears: /^Jardin des possibles .+ 1\.$/ },
    ],
  },
  {
    name: 'official',
    who: 'an official studies a territory and what can be printed or taken of it',
    steps: () => [
      { go: '/territoires', hears: /Carrefour/ },
      seek('3', /^Hauts-de-France/),
      { keys: ['Return'], hears: /Hauts-de-France .* · Carrefour/ },
      { keys: ['1'], hears: /^Hauts-de-France .+ 1\.$/ },
      seek('2', /^(Les thèmes|Themes)/),
      seek('k', /CSV/, 90),
      { go: '/recherche?territoire=departement-59', hears: /^\D*4 proje(c?)ts/ },
      seek('x', /\d+ proje(c?)ts? /),
      seek('b', /^(Carte interactive|Interactive map)/),
      { keys: ['Return'], hears: /carte|map/i },
      seek('shift+b', /^(Imprimer|Print)/),
    ],
  },
  {
    name: 'holder',
    who: 'a holder finds similar projects and how to write to them',
    steps: (_, projects) => [
      { go: `/projets/${projectPath(projects[0]!)}`, hears: /Second souffle/ },
      { keys: ['1'], hears: /^Second souffle .+ 1\.$/ },
      seek('2', /^(Ce que c’est|What it is)\S* .+ 2\.$/),
      seek('k', /^bonjour@exemple\.org/, 60),
      seek('2', /^(Dans le même esprit|In the same)/),
      { keys: ['3'], hears: /3\.$/ },
      { keys: ['Return'], hears: /· Carrefour/ },
    ],
  },
  {
    name: 'partner',
    who: 'a partner sees its page',
    steps: () => [
      { go: '/partenaires', hears: /Carrefour/ },
      seek('k', /Annuaire du réemploi/, 60),
      { keys: ['Return'], hears: /Annuaire du réemploi · Carrefour/ },
      { keys: ['1'], hears: /^Annuaire du réemploi .+ 1\.$/ },
      seek('k', /^(Voir les 19 projets|See the 19 projects)/),
      { keys: ['Return'], hears: /19 proje(c?)ts/ },
    ],
  },
  {
    name: 'reuser',
    who: 'a reuser takes the code of a map',
    steps: () => [
      { go: '/embarquer/essayer', hears: /Carrefour/ },
      seek('e', /^(Couleur|Colour|Accent)/),
      seek('b', /^(Copier le code|Copy the code)/),
      { keys: ['Return'], hears: /^(Code copié|Code copied)/ },
    ],
  },
];
