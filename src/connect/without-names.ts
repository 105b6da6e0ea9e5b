/** Takes names out of what others wrote, when the one who is named has left. */

/** A text without these names, whole or word by word; words of two letters are others' too. */
export function withoutNames(text: string, names: readonly string[]): string {
  const parts = names.flatMap((name) => [name, ...name.split(/[\s,;]+/)]).map((part) => part.trim());
  const wanted = [...new Set(parts.filter((part) => part.length > 2))].sort((a, b) => b.length - a.length);
  return wanted.reduce(
    (kept, part) =>
      kept.replace(
        new RegExp(`(?<![\\p{L}\\p{N}])${part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?![\\p{L}\\p{N}])`, 'giu'),
        '[…]',
      ),
    text,
  );
}

/** By which a text of anybody's is sure to name this person: a single word may be anybody's, and a word of a project. */
export const fullNames = (name: string, mail: string): string[] => [
  mail,
  ...(/\S\s+\S/.test(name.trim()) ? [name.trim().replace(/\s+/g, ' ')] : []),
];
