/**
 * What agreement is worth in the field's catalogues: learned without labels from the candidate pairs between sixteen of
 * them (`npm run -s bench -- matching-weights` prints it). They stand still until learned anew: were they learned at every run,
 * each arrival would judge all earlier pairs anew.
 */
import { scaleOf, type Weights } from './weights.ts';

export const usualWeights: Weights = {
  prior: -2.1,
  shares: {
    name: {
      same: [0.00014, 0.025, 0.12, 0.11, 0.1, 0.64],
      other: [0.8, 0.17, 0.025, 0.0036, 0.00017, 0.006],
    },
    word: {
      same: [0.00075, 0.014, 0.18, 0.8],
      other: [0.26, 0.43, 0.26, 0.048],
    },
    place: {
      same: [0.028, 0.024, 0.17, 0.073, 0.12, 0.59],
      other: [0.0059, 0.02, 0.95, 0.011, 0.0045, 0.0059],
    },
    web: {
      same: [0.13, 0.16, 0.61, 0.096],
      other: [0.5, 0.13, 0.37, 0.0054],
    },
    holder: {
      same: [0.34, 0.66],
      other: [1, 0.002],
    },
    contact: {
      same: [0.31, 0.69],
      other: [0.69, 0.31],
    },
    year: {
      same: [0.31, 0.69],
      other: [0.86, 0.14],
    },
    text: {
      same: [0.1, 0.5, 0.4],
      other: [0.72, 0.2, 0.083],
    },
  },
};

export const usualScale = scaleOf(usualWeights);
