/** Placeholders: what people and programs write in a cell that should be empty. */
import { fold } from '#lib/text/fold.ts';

const words = new Set([
  ...['na', 'n a', 'n/a', 'n.a.', 'n.a', '#n/a', 'nr', 'n.r.', 'nc', 'n.c.', 'nd', 'n.d.', 'ns', 'nsp', 'tbd', 'ras'],
  ...[
    'null',
    'none',
    'nan',
    'nil',
    'undefined',
    '#ref!',
    '#value!',
    '#name?',
    '#div/0!',
    '#valeur!',
    '[]',
    '{}',
    '""',
    "''",
  ],
  ...[
    'vide',
    'inconnu',
    'inconnue',
    'a completer',
    'a definir',
    'a renseigner',
    'a preciser',
    'sans objet',
    'sans titre',
  ],
  ...[
    'info manquante',
    'donnee manquante',
    'donnees manquantes',
    'je ne sais pas',
    'unknown',
    'untitled',
    'lorem ipsum',
  ],
]);

const sayings =
  /^(?:(?:l')?(?:adresse|date|description|nom|titre|ville|site|lieu|information|valeur|champ) )?(?:non|pas) (?:encore )?(?:defini|renseigne|communique|precise|connu|disponible|specifie|registre|determine|fourni)e?s?$/;

/** Whether a text stands for nothing: “NA”, “-”, “null”, “(adresse non définie)”… Empty texts too. */
export function isPlaceholder(text: string): boolean {
  if (text.length > 60) return false;
  if (!/[\p{L}\p{N}]/u.test(text)) return !/\p{Extended_Pictographic}/u.test(text);
  const plain = fold(text).replace(/_/g, ' ').replace(/\s+/g, ' ').trim();
  const bare = plain.replace(/^[([<{"' ]+|[)\]>}"' ]+$/g, '');
  return words.has(plain) || words.has(bare) || sayings.test(bare);
}
