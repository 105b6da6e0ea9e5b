/** A partner's corrections for its tools: Atom, JSON Feed, CSV. Nowhere who proposed, nor who answered. */
import { correctionLetters } from '#connect/corrections/letters.ts';
import type { ToldCorrection } from '#connect/corrections/told.ts';
import { fieldText } from '#model/field-text.ts';
import type { Manifest } from '#model/source.ts';
import { csvOf } from '../observatory/csv.ts';
import { partnerCorrectionsPath } from '../pages/partner-corrections.tsx';
import type { Voice } from '../text/language.ts';
import { writable, xmlText } from '../view/xml.ts';

interface Fed {
  voice: Voice;
  baseUrl: string;
  source: Manifest;
  told: readonly ToldCorrection[];
  /** The address as it was asked for, with its key. */
  self: string;
  now: Date;
}

interface Feed {
  type: string;
  write(fed: Fed): string;
}

export const correctionFeeds: Readonly<Record<'atom' | 'json' | 'csv', Feed>> = {
  atom: { type: 'application/atom+xml; charset=utf-8', write: asAtom },
  json: { type: 'application/feed+json; charset=utf-8', write: asJson },
  csv: { type: 'text/csv; charset=utf-8', write: asCsv },
};

/** The columns, in the order of the CSV; the same names in the JSON. */
function columnsOf({ voice, baseUrl }: Pick<Fed, 'voice' | 'baseUrl'>, one: ToldCorrection) {
  const said = (value: unknown): string => fieldText(one.field, value, voice.language);
  return {
    id: one.id,
    state: one.state,
    record: one.key ?? '',
    sheet: one.sheet,
    record_url: one.recordUrl ?? '',
    project_url: one.project === null ? '' : `${baseUrl}${voice.path(`/projets/${one.project}`)}`,
    title: one.title,
    field: one.field,
    old: said(one.was),
    new: said(one.value),
    now: one.nowSays === null ? '' : said(one.nowSays),
    reason: one.reason,
    evidence: one.evidence,
    by_holder: one.asHolder ? 'yes' : 'no',
    proposed_at: one.proposedAt.toISOString(),
    answer: one.answer,
    answered_at: one.answeredAt?.toISOString() ?? '',
    changed_at: one.changedAt.toISOString(),
  };
}

const titleOf = ({ voice }: Pick<Fed, 'voice'>, one: ToldCorrection): string => {
  const { fields, states } = correctionLetters[voice.language];
  return `${one.title} – ${fields[one.field]} (${states[one.state]})`;
};

/** What a team can act upon, a line for each thing. */
function textOf(fed: Fed, one: ToldCorrection): string {
  const words = fed.voice.words.corrections.partner;
  const columns = columnsOf(fed, one);
  const colon = fed.voice.colon;
  const lines: [string, string][] = [
    [words.record, `${columns.record} ${columns.record_url}`.trim()],
    [words.was, columns.old],
    [words.proposed, columns.new],
    [words.nowSays, columns.now],
    [words.reason, columns.reason],
    [words.evidence, columns.evidence],
  ];
  return lines.flatMap(([label, text]) => (text === '' ? [] : [`${label}${colon}${text}`])).join('\n');
}

const idOf = ({ baseUrl }: Pick<Fed, 'baseUrl'>, { id }: ToldCorrection): string => `${baseUrl}/corrections/${id}`;
const pageOf = ({ voice, baseUrl, source }: Fed): string => baseUrl + voice.path(partnerCorrectionsPath(source.id));
const nameOf = ({ voice, source }: Fed): string =>
  voice.words.corrections.partner.feedTitle(voice.set(source.name[voice.language]));

function asAtom(fed: Fed): string {
  const { voice, baseUrl, told, self, now } = fed;
  const element = (name: string, text: string): string => `<${name}>${xmlText(text)}</${name}>`;
  const updated = new Date(Math.max(...told.map(({ changedAt }) => changedAt.getTime()), 0) || now);
  return `<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${voice.language}">
${element('id', pageOf(fed))}
${element('title', nameOf(fed))}
${element('updated', updated.toISOString())}
<author>${element('name', voice.words.siteName)}${element('uri', baseUrl)}</author>
<link rel="self" type="application/atom+xml" href="${xmlText(self)}"/>
<link rel="alternate" type="text/html" href="${xmlText(pageOf(fed))}"/>
${told
  .map(
    (one) => `<entry>
${element('id', idOf(fed, one))}
${element('title', titleOf(fed, one))}
${element('updated', one.changedAt.toISOString())}
${element('published', one.proposedAt.toISOString())}
<link rel="alternate" type="text/html" href="${xmlText(`${pageOf(fed)}#correction-${one.id}`)}"/>
<category term="${one.state}"/>
<content type="text">${xmlText(textOf(fed, one))}</content>
</entry>
`,
  )
  .join('')}</feed>
`;
}

function asJson(fed: Fed): string {
  return JSON.stringify({
    version: 'https://jsonfeed.org/version/1.1',
    title: nameOf(fed),
    home_page_url: pageOf(fed),
    feed_url: fed.self,
    language: fed.voice.language,
    items: fed.told.map((one) => ({
      id: idOf(fed, one),
      url: `${pageOf(fed)}#correction-${one.id}`,
      title: writable(titleOf(fed, one)),
      content_text: writable(textOf(fed, one)),
      date_published: one.proposedAt.toISOString(),
      date_modified: one.changedAt.toISOString(),
      tags: [one.state, one.field],
      _carrefour: { ...columnsOf(fed, one), was: one.was, value: one.value },
    })),
  });
}

function asCsv(fed: Fed): string {
  // Without any, the header all the same: a tool that reads it every day must not break.
  const header = [
    'id', 'state', 'record', 'sheet', 'record_url', 'project_url', 'title', 'field', 'old', 'new', 'now', 'reason',
    'evidence', 'by_holder', 'proposed_at', 'answer', 'answered_at', 'changed_at',
  ] as const satisfies readonly (keyof ReturnType<typeof columnsOf>)[]; // biome-ignore format: a table
  return csvOf([
    header,
    ...fed.told.map((one) => {
      const columns = columnsOf(fed, one);
      return header.map((name) => columns[name]);
    }),
  ]);
}
