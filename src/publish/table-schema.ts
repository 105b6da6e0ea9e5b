/** The Table Schema (frictionless, v1) of the CSV export, so that data.gouv.fr and others can check what they fetch. */
import { columns } from './csv-columns.ts';
import { separator } from './write-csv.ts';

export function tableSchema(baseUrl: string) {
  return {
    $schema: 'https://frictionlessdata.io/schemas/table-schema.json',
    name: 'carrefour-projets',
    title: 'Carrefour des innovations sociales : projets',
    description: `One line for each project. UTF-8, RFC 4180. Several values in one cell are joined by « ${separator} ».`,
    homepage: `${baseUrl}/api`,
    path: `${baseUrl}/api/v1/schema.json`,
    version: '1.0.0',
    fields: columns.map(({ name, type, description, required }) => ({
      name,
      type,
      description,
      ...(type === 'boolean' ? { trueValues: ['true'], falseValues: ['false'] } : {}),
      constraints: { required: required ?? false, ...(name === 'id' ? { unique: true } : {}) },
    })),
    missingValues: [''],
    primaryKey: 'id',
  };
}
