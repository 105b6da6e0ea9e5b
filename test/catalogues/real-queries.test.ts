/** What people type, over every real catalogue: how it is read, and what comes among the first three. Judged by hand. */
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { before, describe, test } from 'node:test';
import { loadGazetteer } from '#locate/gazetteer.ts';
import { noCriteria, writeCriteria } from '#model/criteria.ts';
import type { Project } from '#model/project.ts';
import { toSearchDocument } from '#search/document.ts';
import type { SearchEngine } from '#search/engine.ts';
import { fairly } from '#search/fair-order.ts';
import { createMemoryEngine } from '#search/memory/engine.ts';
import { understandPlace } from '#web/search/understood.ts';
import { storeOf } from '#web/testing.ts';
import { realProjects } from './real-projects.ts';
import { dataFolder } from './records.ts';

const skip = existsSync(dataFolder) ? false : 'needs the real data in ../shared/data';

/** What is typed, the address it is read as, and the beginning of a title that must stand among the first three. */
const facts: readonly (readonly [typed: string, address: string, title?: string])[] = [
  ['la paillasse', 'q=la paillasse', 'La Paillasse'],
  ['La Cantine', 'q=La Cantine', 'La Cantine'],
  ['simplon.co', 'q=simplon.co', 'Simplon.co'],
  ["Môm'artre", "q=Môm'artre", 'Môm’artre'],
  ['wweeddoo', 'q=wweeddoo', 'Wweeddoo'],
  ['unity cube', 'q=unity cube', 'Unity Cube'],
  ['comme les autres', 'q=comme les autres', 'Comme Les Autres'],
  ['Les Voisins Malins', 'q=Les Voisins Malins', 'Les Voisins Malins'],
  ['emmaus connect reims', 'q=emmaus connect&territoire=commune-51454', 'Emmaüs Connect'],
  ['artilect', 'q=artilect', 'Artilect'],
  ['fab lab toulouse', 'q=fab lab&territoire=commune-31555'],
  ['fablab 59', 'q=fablab&territoire=departement-59', 'FabLab Lille'],
  ['fablab dans le nord', 'q=fablab&territoire=departement-59', 'FabLab Lille'],
  ['fablab nancy', 'q=fablab&territoire=commune-54395', 'Nybicc'],
  ['fablab à Strasbourg', 'q=fablab&territoire=commune-67482'],
  ['fablab brest', 'q=fablab&territoire=commune-29019', 'Tyfab'],
  ['coworking creuse', 'q=coworking&territoire=departement-23'],
  ['coworking à Rennes', 'q=coworking&territoire=commune-35238'],
  ['tiers-lieu à Marseille', 'q=tiers-lieu&territoire=commune-13055'],
  ['tiers-lieu pau', 'q=tiers-lieu&territoire=commune-64445'],
  ['tierslieu toulon', 'q=tierslieu&territoire=commune-83137'],
  ['médiation numérique corse', 'q=médiation numérique&territoire=region-94'],
  ['médiation numérique nouvelle calédonie', 'q=médiation numérique&territoire=departement-988'],
  ['wifi gratuit nouméa', 'q=wifi gratuit&territoire=commune-98818'],
  ['bus france services charente', 'q=bus france services&territoire=departement-16', 'Bus France Services : Verdille'],
  ['EPN 71', 'q=EPN&territoire=departement-71', 'EPN de Blanzy'],
  ['epn de blanzy', 'q=epn de blanzy', 'EPN de Blanzy'],
  ['cyberbase saint-pierre', 'q=cyberbase&territoire=commune-97416', 'Cyberbase de Saint Pierre'],
  ['cyber-base varzy', 'q=cyber-base varzy', 'Cyber-base Varzy'],
  ['cours en ligne', 'q=cours en ligne', 'L’EdTeh IONISx offre 5 cours en ligne'],
  ['covid 19', 'q=covid 19'],
  ['agenda 21', 'q=agenda 21'],
  ['jardin partagé paris 13', 'q=jardin partagé paris 13', 'Création d’un jardin partagé'],
  ['la fabrique', 'q=la fabrique', 'La Fabrique'],
  ['bonne', 'q=bonne'],
  ['projets en bretagne', 'territoire=region-53'],
  ['à Ajaccio', 'territoire=commune-2A004'],
  ['tiers-lieux en Bourgogne', 'q=tiers-lieux en Bourgogne'],
  ['fablab à saint-denis', 'q=fablab à saint-denis', 'Webcup Fablab'],
  ['ressourcerie 75020', 'q=ressourcerie&territoire=commune-75056', 'La Ressourcerie Mobile'],
  ['ressourcerie mobile', 'q=ressourcerie mobile', 'La Ressourcerie Mobile'],
  ['mur vegetal rue lacepede', 'q=mur vegetal rue lacepede', 'Un mur végétal rue Lacépède'],
  [
    "vegetaliser la cour de l'ecole maternelle saint-denis",
    "q=vegetaliser la cour de l'ecole maternelle saint-denis",
    'Végétaliser la cour de l’école maternelle Saint-Denis',
  ],
  ['piste cyclable quai de valmy', 'q=piste cyclable quai de valmy', 'Sécurisation de la piste cyclable quai de Valmy'],
  [
    'toilettes publiques aligre',
    'q=toilettes publiques aligre',
    'De nouvelles toilettes publiques à Aligre et à Bercy',
  ],
  ['compost pour nos quartiers', 'q=compost pour nos quartiers', 'Du compost pour nos quartiers'],
  [
    'lutte contre le gaspillage alimentaire',
    'q=lutte contre le gaspillage alimentaire',
    'Lutte contre le gaspillage alimentaire',
  ],
  ['arceaux velos 10e', 'q=arceaux velos 10e', 'Installer des arceaux vélos dans le 10e'],
  ["plus d'arceaux a velo", "q=plus d'arceaux a velo", 'Plus d’arceaux à vélo'],
  [
    "embellir l'escalier bonne nouvelle",
    "q=embellir l'escalier bonne nouvelle",
    'Embellir l’escalier du Boulevard Bonne Nouvelle',
  ],
  [
    'maraudes à vélo protection civile',
    'q=maraudes à vélo protection civile',
    'Des maraudes à vélo pour la Protection civile',
  ],
  ['visieres pour les soignants', 'q=visieres pour les soignants', 'Visières pour les soignants'],
  ['listing visières', 'q=listing visières', 'Listing visières de protection'],
  ['devoirs à la maison', 'q=devoirs à la maison', 'Dispositif « Devoirs à la maison »'],
  ['apprendre à coder en ligne', 'q=apprendre à coder en ligne', 'Apprendre à coder en ligne'],
  ['entraide coronavirus lisieux', 'q=entraide coronavirus lisieux', 'Entraide Coronavirus Lisieux'],
  ['couturières solidaires', 'q=couturières solidaires', 'Couturieres Solidaires'],
  ['united makers forum', 'q=united makers forum', 'United Makers Forum'],
  [
    'maison des services valdahon',
    'q=maison des services&territoire=commune-25578',
    'MFS Maison des Services de Valdahon',
  ],
  ["foyer rural d'oye", "q=foyer rural d'oye", 'Foyer rural d’Oye'],
  ['cap emploi landes', 'q=cap emploi landes', 'Cap emploi Landes & Pays Basque'],
  ['adesir réunion', 'q=adesir réunion', 'ADESIR Ass.développement'],
  ['chalon coworking', 'q=chalon coworking', 'Chalon Coworking'],
  ['le village by ca dijon', 'q=le village by ca dijon', 'Le Village by CA Champagne-Bourgogne'],
  ['épicerie sociale à lille', 'q=épicerie sociale&territoire=commune-59350'],
  ['repair café près de Nantes', 'q=repair café&pres=47.232,-1.5482&rayon=20'],
];

describe('what people type, over the real catalogues', { skip }, () => {
  const territories = loadGazetteer();
  let projects: Map<string, Project>;
  let engine: SearchEngine;
  before(async () => {
    const all = await realProjects(territories);
    projects = new Map(all.map((project) => [project.id, project]));
    engine = fairly(createMemoryEngine(), () => new Date('2026-05-03'));
    await engine.apply({ put: all.map((project) => toSearchDocument(project)), remove: [] });
  });

  for (const [typed, address, title] of facts)
    test(typed, async () => {
      const store = storeOf([...projects.values()]);
      const asked = { ...noCriteria, q: typed };
      const meant = await understandPlace({ engine, projects: store, territories }, asked);
      const criteria = meant.is === 'read' ? meant.criteria : asked;
      assert.equal(decodeURIComponent(writeCriteria(criteria).toString().replaceAll('+', ' ')), address);
      if (title === undefined) return;
      const { hits } = await engine.search({ criteria });
      const first = hits.slice(0, 3).map(({ id }) => projects.get(id)!.title.replace(/[\u00a0\u202f]/g, ' '));
      assert.ok(
        first.some((one) => one.startsWith(title)),
        first.join(' | '),
      );
    });
});
