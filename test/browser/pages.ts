/** Every kind of page of the site over the invented country, named: what the browser tests visit, in both languages. */
import { type Project, projectPath } from '#model/project.ts';

export interface KindOfPage {
  name: string;
  /** Without the prefix of its language. */
  path: string;
  status: 200 | 404;
}

export function kindsOfPage(projects: readonly Project[]): KindOfPage[] {
  const paths: readonly (readonly [name: string, path: string, status?: 404])[] = [
    ['home', '/'],
    ['search', '/recherche?q=jardin&theme=alimentation'],
    ['search in a territory', '/recherche?territoire=departement-59'],
    ['search explained', '/recherche?q=jardin&expliquer=1'],
    ['criteria', '/recherche?territoire=commune-44109#criteres'],
    ['map', '/recherche#carte'],
    ['nothing found', '/recherche?q=jardin&theme=energie&lieu=fablab'],
    ['several places', '/recherche?ou=saint-denis'],
    ['a criterion not understood', '/recherche?rayon=loin'],
    ['a project told by several', `/projets/${projectPath(projects[0]!)}`],
    ['a project in several places', `/projets/${projectPath(projects[4]!)}`],
    ['territories', '/territoires'],
    ['a région', '/territoires/region-32'],
    ['a commune', '/territoires/commune-44109'],
    ['a territory without data', '/territoires/commune-15014'],
    ['partners', '/partenaires'],
    ['a partner', '/partenaires/reseau-reemploi'],
    ['themes', '/themes'],
    ['a theme', '/themes/alimentation'],
    ['kinds of place', '/lieux'],
    ['a kind of place', '/lieux/jardin-partage'],
    ['about', '/a-propos'],
    ['contribute', '/contribuer'],
    ['open data', '/donnees-ouvertes'],
    ['site map', '/plan-du-site'],
    ['legal notice', '/mentions-legales'],
    ['personal data', '/donnees-personnelles'],
    ['accessibility', '/accessibilite'],
    ['design', '/design'],
    ['beyond the last page', '/recherche?q=jardin&page=90'],
    ['observatory', '/observatoire'],
    ['trying an embedded map', '/embarquer/essayer?theme=alimentation'],
    ['embedded map', '/embarquer?q=jardin&couleur=e0a020'],
    ['embedded map alone', '/embarquer?territoire=commune-44109&affichage=carte'],
    ['embedded list', '/embarquer?affichage=liste'],
    ['not found', '/projets/nulle-part-0123456789', 404],
  ];
  return paths.map(([name, path, status]) => ({ name, path, status: status ?? 200 }));
}

export const inLanguage = (path: string, language: 'fr' | 'en') =>
  language === 'fr' ? path : path === '/' ? '/en' : `/en${path}`;
