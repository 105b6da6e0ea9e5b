/** data.gouv.fr, and other portals made with udata: a dataset's file, at the address that always gives its latest version. */
import { isObject } from '#lib/json.ts';
import type { Row } from '#model/record.ts';
import type { Platform } from '../../sniff/platform.ts';
import { askJson, objectOf, textOf } from '../glimpse.ts';
import { readable } from '../resources.ts';
import { objectsIn } from '../shape.ts';

/** `/fr/datasets/<id>`, `/datasets/<id>`, `/api/1/datasets/<id>` or `/api/2/datasets/<id>`. */
const dataset = /^\/(?:[a-z]{2}\/|api\/[12]\/)?datasets\/(?!r\/)([\w-]+)/;

export const dataGouvPlatform: Platform = {
  id: 'datagouv',
  name: 'data.gouv.fr',
  async recognise(glimpse, ask) {
    const id = dataset.exec(glimpse.address.pathname)?.[1];
    if (id === undefined) return undefined;
    const own = objectOf(glimpse);
    const told = isDataset(own) ? own : (await askJson(ask, new URL(`/api/1/datasets/${id}/`, glimpse.address)))?.value;
    if (!isDataset(told)) return undefined;
    const wanted = /(?:[?&#/]resource(?:s\/|[-_]?id=|-))([\da-f-]{36})/.exec(glimpse.address.href)?.[1];
    const files = objectsIn(told.resources).flatMap((resource) => {
      const [name, address] = [textOf(resource.id), textOf(resource.latest) ?? textOf(resource.url)];
      const isMain = resource.type === undefined || resource.type === 'main' || resource.type === 'api';
      if (name === undefined || address === undefined || (!isMain && name !== wanted)) return [];
      return [{ id: name, address, kind: textOf(resource.format) ?? textOf(resource.mime) ?? '' }];
    });
    const found = readable(files);
    const chosen = found.find((one) => one.id === wanted) ?? found[0];
    const title = textOf(told.title);
    if (chosen === undefined) return undefined;
    return { address: chosen.address, format: chosen.format, key: 'content', ...(title !== undefined && { title }) };
  },
};

const isDataset = (value: unknown): value is Row =>
  isObject(value) && Array.isArray(value.resources) && 'frequency' in value && 'title' in value;
