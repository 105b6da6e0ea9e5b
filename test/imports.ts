/** The modules that a source text imports, as written: static, re-exported, dynamic and type-only ones. */
const forms = [
  /(?:^|[;\n])\s*(?:import|export)\b[^'"`;]*?\bfrom\s*(['"])([^'"]+)\1/g,
  /(?:^|[;\n])\s*import\s*(['"])([^'"]+)\1/g,
  /\bimport\(\s*(['"])([^'"]+)\1\s*\)/g,
];

export function importsOf(text: string): string[] {
  return forms.flatMap((form) => [...text.matchAll(form)].map((match) => match[2]!));
}
