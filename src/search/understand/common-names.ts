/**
 * Names of communes of 2,000 people or more, and of départements, that are also plain words once accents and articles
 * are gone (`en ligne`, `la fabrique`, `une bonne adresse`): alone they say nothing of a place.
 */
export const commonNames: ReadonlySet<string> = new Set(
  (
    'abondant agneaux aigle ain andouille angles anse apt ardentes ares attaques aube avion avoine balan ' +
    'bassee beaumont beaurepaire beausoleil bias blanc boe bonne bordes bouillante boulou bourg bras brax brie ' +
    'broque bu buisse canet carbonne carros cepet champagne change charmes chars chatte chauche chauve cher ' +
    'cintre colombes colombiers conquet contes coquelles corbelin corte coteau coulon couronne cours couture ' +
    'creche crest croix cuers diamant die domene domont drap drome entrelacs escarene eure falaise fins fleche ' +
    'fleurance flotte fontaine force formerie fosses fourmies francois gaillard garde gaude gers gorges graces ' +
    'grane grasse gray grenade hague havre haye hopital ifs jardin leves levier ligne lisses loire lot loue ' +
    'loupe luce madeleine manche mans mare marin marines marquise mees mer mercury monastere monnaie montagne ' +
    'monts motte moule moulins mulatiere mure nice noe nord oraison ormes orne pace palais passage perrier ' +
    'pierres plaisir planche pommiers pontet porcelette port possession pradines provin raches reole reunion ' +
    'revel riche rives rivieres roche roquettes rouge rouille roussillon rue sales salles sens sentinelle ' +
    'septeme sete signes somme soues souterraine tarare taule tence terrasse tessoualle tonnerre touches tours ' +
    'trait tremblade trinite tronche union val var vendres verpilliere vienne viviers vouille'
  ).split(' '),
);
