/**
 * How often a word stands in names: a word that many are called by says little of who it is. Counted once over the
 * 4,646 distinct titles of sixteen public catalogues, and then left alone: were it counted over what is in the database, every
 * arrival would weigh all earlier pairs anew.
 */

/** In twelve titles or more of those. */
const frequent = words(`
  11e 12e 13e 14e 15e 19e 20e 3d accessibilite aider air ameliorer amenager apaiser app arbres arrondissement
  associations autour avec avenue belleville bois boulevard bp by club coeur com communes contre corona coronavirus
  corse coulee cour cours covid covid19 cowork creer dans data deux developpement developper disponible eglise eleves
  embellir entre equipements equiper espaces fabrique face factory faire favoriser fontaine for gymnase in
  informatique innovation jean jeux ligne louis martin mask masque materiel mfs mise mobile msap multimedia mur murs
  nos oasis open parcours parcs pays pedagogique personnes pierre pietons plateforme pont populaires porte promenade
  protection quai quartiers reamenagement reamenager renover restauration restaurer rues sante securisation securiser
  solidarite solidarites source sous sportif sportifs st street to toilettes trottoirs val vegetalisation vegetaliser
  ventilator vert verte vie village work
`);
/** In four to eleven. */
const known = words(`
  10e 16e 17e 17eme 18e 20eme 3e 3eme 5e 6e 7e 9e abords abris acces accessible accessibles accompagnement accomplie
  action actions activites adapter agees agglomeration agir agrandir agreable agreables agres agriculture aire aires
  aligre alimentaire alimentation allee amandiers amelioration ameliorons amenagements and andre angevine angle anim
  animation anjou appel arc arceaux artistique as associative aubin auvent auxerrois bacs bagagerie bains bancs bar
  basque bassin batignolles batiments be beaugrenelle beaux beille belle belles bernard bidouille bien biodiversite
  bis blanc boite boulevards boulogne bourgogne boutique box brassens bruit buro buttes ca cadre caillaux caisse camp
  canal cantine cantines cap carrefour case ceinture centres chalonnais champ champs chapelle charonne chateau
  chaumont chaussee choletais circulation cite citoyen citoyenne clcv clic clichy climatique clotilde clunisois
  cocotte collective colleges comment commun community comptoir comtois confinement confort conservatoire contact
  contribuer convivial convivialite cordee cost cote couleurs couvert couverture creches crise croix cs csc cuisine
  cultiver culturels cybercase cyclable cyclables dalle dame danse dechets deleguee denis design detente devant
  digital diy dons door douches dr durable eau eclairage eco ecologique economie education embellissement emergency
  encore energetique energie ensemble entraide environnement epinettes equipement es escalade espoir etablissements
  etic etienne etre europe extension exterieur fabrik facade facial faciliter familiale familiales faubourg femmes
  ferme fetes fil filature filter flandre flexible folie fondation fontaines forge fr fragiles fraicheur francais
  francois free fresque fresques from gare gel georges germain gestion goutte grace grands grange grenier gresilles
  groupe habitant habitants hack halle handicap hauts health help henri hopital hp iki impression initiative
  initiatives innovants installer institut interactifs io it itinerance jacques jardinieres je jemmapes jeu jouer jour
  jules jura kiosque kwerk labfab labo laboratoire lac laureat lazare lecture leo leurs libre lien lire livres locaux
  loft logement loire loisirs louise low ludiques lutter lyon made magenta maine maisons maker makers marche
  marguerite mars masks masques maternelle maur mediation meilleure mejanes mercure merri metro michel mieux minute
  mit mobilier mobilite mobilites modernisation moderniser moi mon monceau monplaisir montmartre montsouris morning
  morvan moulin moyens municipal musique my nature net neuf neuve nextdoor nicolas nievre notre nous nouveaux nouvel
  nouvelles objets office one or orientation ou ouvert ouverture ouvrir panda pandemic paniers paradis parvis passage
  passages pasteur patrimoine pattern paul pavillon pedagogiques pereire petits phare pieds pieton pietonne pietonnes
  pietonnisation pigalle ping piscine piste places placette plaine planoise plein poissonniers populaire port portes
  possibles postale potager poursuivre pratique preau precarite prefecture pres printed project projets propre
  proprete prototype proximite publiques que qui rafraichir ranelagh re realiser recherche recreation redonner
  refection refectoire region rehabilitation remise remix rencontre rendre rene renforcer renovee renovees renovons
  repas republique reseau respirateur respirator reuilly reunion reusable rives riviere roi roues rouge ruche rurale
  rurales same sanitaires sans saone savoir sciences scolaires sdsei se secours securite seine seniors sens ses sewing
  shield simplon site situation smart sociales socio solutions soutenir space sportive sportives spot squares stade
  stalingrad start station stationnement ste suite sulpice supplementaires symphony tableaux tables tech technologies
  telecentre temple temps tennis tep terrain terrains terrasse terre that theatre toit toits toujours tour tout toute
  toutes track tracker tracking trait travail travaille travailleurs traversees trocadero trottoir union universitaire
  up urbain urbaine usine valeur valeyre vallee valve vaugirard vegetal vegetalise vegetalisons verdir vers verts
  villa villette vincennes virus visiere visieres vivre voisins volontaire volontaires vos way web welcome wilson with
  zero zone
`);

function words(list: string): ReadonlySet<string> {
  return new Set(list.trim().split(/\s+/));
}

/** 0: many are called so; 1: some are; 2: a word of its own. */
export function rarityOf(word: string): 0 | 1 | 2 {
  return frequent.has(word) ? 0 : known.has(word) ? 1 : 2;
}
