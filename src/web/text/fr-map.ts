/** The map of results, drawn by the server or alive, in French. */

const s = (n: number) => (n >= 2 ? 's' : '');

export const map = {
  title: 'Carte des résultats',
  of: (n: number, written: string) => `Carte : ${written} projet${s(n)}. La liste dit la même chose.`,
  cluster: (n: number, written: string, place: string) =>
    `${written} projet${s(n)}${place === '' ? '' : `, ${place}`} : agrandir`,
  one: (place: string) => `1 projet${place === '' ? '' : `, ${place}`} : ouvrir`,
  whole: 'Voir toute la France',
  live: 'Carte interactive',
  liveLoading: 'Chargement de la carte…',
  liveFailed: 'La carte interactive n’a pas pu se charger : celle-ci reste utilisable.',
  zoomIn: 'Agrandir',
  zoomOut: 'Réduire',
  searches: 'Chercher ici',
  here: 'Chercher dans ce cadre',
  follow: 'La liste suit la carte',
  draw: 'Dessiner une zone',
  drawHow: 'Cliquez ou touchez la carte pour placer les coins de la zone.',
  drawKeys:
    'Au clavier : les flèches déplacent la carte, Entrée place un coin au centre, Retour arrière l’enlève, Échap renonce.',
  drawCount: 'Coins : {n} sur {most} au plus.',
  drawWrong: 'Cette ligne n’entoure rien : elle fait le tour de la Terre. Enlevez un coin.',
  drawPlace: 'Coin au centre',
  drawUndo: 'Enlever le dernier',
  drawDone: 'Chercher dans la zone',
  drawCancel: 'Renoncer',
  around: 'Autour du centre',
  go: 'Aller à',
  close: 'Fermer',
  all: 'Voir les {n} dans la liste',
  open: 'Ouvrir la fiche',
};
