/** What a partner vouches for: a project and a reason, published on the project's page; each taken back by a button. */
import type { FC } from 'hono/jsx';
import type { ToldDecision } from '#match/decisions-told.ts';
import type { Manifest } from '#model/source.ts';
import type { Rooms } from '../rooms.ts';
import { DecisionSaid } from '../view/decision-said.tsx';
import { Page, type PageContext } from '../view/page.tsx';
import { Outcome } from './account-frame.tsx';

export const partnerVouchesPath = (source: string): string => `/partenaires/${source}/soutiens`;

interface Props {
  context: PageContext;
  rooms: Rooms;
  source: Manifest;
  /** The words that stand, the latest first. */
  standing: readonly ToldDecision[];
  /** What the form holds: an address as it was typed. */
  typed: { project: string; reason: string };
  said: string | undefined;
  refused: string | undefined;
}

export const PartnerVouchesPage: FC<Props> = ({ context, rooms, source, standing, typed, said, refused }) => {
  const { voice } = context;
  const words = voice.words.curation.vouches;
  const path = partnerVouchesPath(source.id);
  const title = words.title(voice.set(source.name[voice.language]));
  return (
    <Page context={context} head={{ title, description: words.lead, path, unlisted: true }}>
      <div class="band">
        <div class="review">
          <header>
            <h1>{title}</h1>
            <p class="lead">{words.lead}</p>
          </header>
          <Outcome said={said} refused={refused} />
          <form method="post" action={voice.path(path)} class="deciding">
            <p class="field">
              <label for="projet">{words.project}</label>
              <input id="projet" name="projet" required maxlength={500} value={typed.project} />
            </p>
            <p class="field verdict-reason">
              <label for="raison">{words.reason}</label>
              <textarea id="raison" name="raison" required maxlength={2000} rows={4}>
                {typed.reason}
              </textarea>
            </p>
            <button type="submit" class="button">
              {words.button}
            </button>
          </form>
          <section aria-labelledby="soutenus">
            <h2 id="soutenus">{words.standing}</h2>
            {standing.length === 0 ? (
              <p class="empty">{words.none}</p>
            ) : (
              <ol class="decisions">
                {standing.map((decision) => (
                  <DecisionSaid
                    voice={voice}
                    rooms={rooms}
                    decision={decision}
                    undoAt={voice.path(`${path}/annuler`)}
                  />
                ))}
              </ol>
            )}
          </section>
        </div>
      </div>
    </Page>
  );
};
