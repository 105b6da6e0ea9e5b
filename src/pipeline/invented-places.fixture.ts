/** Invented places in true towns, for the tests of proposals: name, postcode, commune's code, latitude, longitude. */
export const towns = [
  ['Caen', '14000', '14118', 49.1829, -0.3707],
  ['Lisieux', '14100', '14366', 49.1466, 0.2293],
  ['Bayeux', '14400', '14047', 49.2764, -0.7024],
  ['Vire Normandie', '14500', '14762', 48.8386, -0.8893],
  ['Falaise', '14700', '14258', 48.8927, -0.1988],
  ['Honfleur', '14600', '14333', 49.4188, 0.2331],
] as const;
export const names = ['Le Bocal', 'La Serre', 'L’Établi', 'Le Phare', 'La Ruche bleue', 'Le Fil'];
