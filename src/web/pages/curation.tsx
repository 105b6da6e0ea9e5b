/** The curators' frame: every queue that is open, and how many wait in it. */
import type { FC } from 'hono/jsx';
import type { QueueName } from '../rooms.ts';
import type { Voice } from '../text/language.ts';
import { Page, type PageContext } from '../view/page.tsx';
import { mattersPath } from './curation-matters.tsx';
import { pairsPath } from './curation-pairs.tsx';
import { runsPath } from './curation-runs.tsx';
import { thesaurusPath } from './curation-thesaurus.tsx';

const queuePaths: Readonly<Record<QueueName, string>> = {
  pairs: pairsPath,
  words: '/curation/mots',
  runs: runsPath,
  contributions: mattersPath,
};

/** `count` undefined: it could not be counted, which hides neither the queue nor the others. */
export interface Queue {
  name: QueueName;
  count: number | undefined;
}

export const CurationPage: FC<{ context: PageContext; queues: readonly Queue[]; thesaurus: boolean }> = ({
  context,
  queues,
  thesaurus,
}) => {
  const { voice } = context;
  const words = voice.words.account.curation;
  return (
    <Page context={context} head={{ title: words.title, description: words.lead, path: '/curation', unlisted: true }}>
      <div class="band">
        <div class="account">
          <h1>{words.title}</h1>
          <p class="lead">{words.lead}</p>
          {queues.length === 0 && <p>{words.none}</p>}
          <QueueList voice={voice} queues={queues} />
          {thesaurus && (
            <p>
              <a href={voice.path(thesaurusPath)}>{voice.words.thesaurus.title}</a>
            </p>
          )}
        </div>
      </div>
    </Page>
  );
};

export const QueueList: FC<{ voice: Voice; queues: readonly Queue[] }> = ({ voice, queues }) => {
  const words = voice.words.account.curation;
  return (
    <ul class="queues">
      {queues.map(({ name, count }) => (
        <li>
          <a href={voice.path(queuePaths[name])}>
            <b>{words.queues[name].name}</b>
            <span class="quiet">{words.queues[name].about}</span>
            <span class={count === undefined || count === 0 ? 'num quiet' : 'num big'}>
              {count === undefined ? words.unknown : words.waiting(count, voice.number(count))}
            </span>
          </a>
        </li>
      ))}
    </ul>
  );
};
