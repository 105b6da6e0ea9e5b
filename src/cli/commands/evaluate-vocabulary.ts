/** `eval vocabulary`: how well a partner's words are understood that the learner has never seen. */
import { existsSync, readFileSync } from 'node:fs';
import { createAligner } from '#describe/align/align.ts';
import { decisionsIn, evaluateVocabulary, type Figures, type Tagged, taggedSchema } from '#describe/align/evaluate.ts';
import { vocabularies } from '#model/vocabulary.ts';
import { type Command, done, Misuse } from '../command.ts';
import type { CommandRooms } from '../rooms.ts';

export const evalVocabulary: Command<CommandRooms> = {
  name: 'eval vocabulary',
  takes: '',
  about:
    'How well partners’ words are understood: the codes that curators gave to a partner’s words are hidden, found from\n' +
    'the vocabularies and from the other partners’ words, and compared. All partners in turn when none is left out.',
  options: {
    file: { type: 'string', value: 'FILE.json', about: 'A list of { name, from, codes }: word, partner, codes.' },
    'leave-out': { type: 'string', value: 'PARTNER', about: 'The partner to hide, as `from` names it.' },
    scheme: { type: 'string', value: 'cis-2018', about: 'The scheme of the codes; cis-2018 when not said.' },
    misses: { type: 'boolean', about: 'List every word that was not understood just as the curators did.' },
  },
  async run(_, { options }) {
    const { file, scheme = 'cis-2018', misses: listed } = options;
    const partner = options['leave-out'];
    if (typeof file !== 'string') throw new Misuse('Say --file.');
    if (!existsSync(file)) throw new Misuse(`There is nothing at ${file}.`);
    const tagged = taggedSchema.safeParse(readJson(file));
    if (!tagged.success) throw new Misuse(`${file} is not a list of { name, from, codes }.`);
    const known = [...new Set(tagged.data.map(({ from }) => from.trim()))];
    if (typeof partner === 'string' && !known.includes(partner.trim()))
      throw new Misuse(`The file has no partner “${partner}”; it has: ${known.join('; ')}.`);
    const { learned, exact, nearest, misses } = evaluateVocabulary(
      tagged.data,
      String(scheme),
      typeof partner === 'string' ? [partner.trim()] : undefined,
    );
    const retraining = retrain(tagged.data, String(scheme));
    const figures =
      typeof partner === 'string' ? learned : { ...learned, partners: known.length, exact, nearest, retraining };
    const lines = [tell('learned', learned), tell('exact', exact), tell('nearest', nearest)];
    lines.push(`retrained from ${retraining.decisions} decisions in ${retraining.ms} ms`);
    if (listed !== true) return done(figures, lines);
    return done({ ...figures, misses }, [...lines, ...misses.map((miss) => JSON.stringify(miss))]);
  },
};

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    throw new Misuse(`${file} is not JSON.`);
  }
}

/** How long the learner takes to take in a decision, when it has all of these already. */
function retrain(tagged: Tagged, scheme: string): { decisions: number; ms: number } {
  const decisions = decisionsIn(tagged, scheme);
  const start = performance.now();
  createAligner(vocabularies.themes, decisions).align('un mot que personne n’a jamais écrit');
  return { decisions: decisions.length, ms: Math.round(performance.now() - start) };
}

const tell = (method: string, { tags, precision, recall, f1 }: Figures): string =>
  `${method.padEnd(8)} ${tags} words: precision ${precision.toFixed(3)}, recall ${recall.toFixed(3)}, F1 ${f1.toFixed(3)}`;
