/** `/opensearch.xml`: by it a browser learns to search here from its own bar. */
import type { Handler } from 'hono';
import { dayCache } from '../headers.ts';
import type { Desk } from '../site.ts';
import { xmlText } from '../view/xml.ts';

export const openSearchRoute =
  ({ voice, rooms: { baseUrl } }: Desk): Handler =>
  (c) => {
    const { feeds, siteName } = voice.words;
    const results = baseUrl + voice.path('/recherche');
    return c.body(
      `<?xml version="1.0" encoding="UTF-8"?>
<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">
<ShortName>${xmlText(feeds.openSearchName)}</ShortName>
<LongName>${xmlText(siteName)}</LongName>
<Description>${xmlText(feeds.openSearch)}</Description>
<InputEncoding>UTF-8</InputEncoding>
<Language>${voice.language}</Language>
<Image type="image/svg+xml">${xmlText(baseUrl)}/favicon.svg</Image>
<Url type="text/html" template="${xmlText(results)}?q={searchTerms}"/>
<Url type="application/atom+xml" template="${xmlText(results)}.atom?q={searchTerms}"/>
<Url type="application/opensearchdescription+xml" rel="self" template="${xmlText(baseUrl + voice.path('/opensearch.xml'))}"/>
</OpenSearchDescription>
`,
      200,
      { 'Content-Type': 'application/opensearchdescription+xml; charset=utf-8', 'Cache-Control': dayCache },
    );
  };
