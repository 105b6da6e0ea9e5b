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
      same: [0.00016, 0.037, 0.12, 0.11, 0.11, 0.62],
      other: [0.81, 0.16, 0.024, 0.0034, 0.00015, 0.0058],
    },
    word: {
      same: [0.00097, 0.015, 0.19, 0.8],
      other: [0.29, 0.41, 0.25, 0.045],
    },
    place: {
      same: [0.00013, 0.025, 0.17, 0.075, 0.11, 0.61],
      other: [0.00075, 0.021, 0.96, 0.01, 0.0037, 0.0038],
    },
    web: {
      same: [0.14, 0.15, 0.62, 0.092],
      other: [0.53, 0.12, 0.34, 0.0052],
    },
    // Believed, not learned: three pairs of two catalogues have one holder. One that carries many projects in a town is
    // the rule, and not proof; one establishment is ten to one.
    holder: {
      same: [0.35, 0.4, 0.25],
      other: [0.88, 0.095, 0.025],
    },
    contact: {
      same: [0.31, 0.69],
      other: [0.69, 0.31],
    },
    year: {
      same: [0.31, 0.69],
      other: [0.85, 0.15],
    },
    text: {
      same: [0.1, 0.5, 0.4],
      other: [0.72, 0.2, 0.083],
    },
  },
};

export const usualScale = scaleOf(usualWeights);
