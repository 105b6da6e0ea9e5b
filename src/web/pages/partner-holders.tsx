/** Who says to hold the projects of which a partner tells: it vouches, or not. */
import type { FC } from 'hono/jsx';
import type { HeldClaim } from '#connect/claims/held.ts';
import { projectPath } from '#model/project.ts';
import type { Manifest } from '#model/source.ts';
import { Page, type PageContext } from '../view/page.tsx';
import { Outcome } from './account-frame.tsx';

export const partnerHoldersPath = (source: string): string => `/partenaires/${source}/porteurs`;

interface Props {
  context: PageContext;
  source: Manifest;
  claims: readonly HeldClaim[];
  /** Which of the held ones this visitor may end. */
  mayRevoke(claim: HeldClaim): boolean;
  said: string | undefined;
  refused: string | undefined;
}

export const PartnerHoldersPage: FC<Props> = ({ context, source, claims, mayRevoke, said, refused }) => {
  const { voice } = context;
  const words = voice.words.holders.partner;
  const path = partnerHoldersPath(source.id);
  const title = words.title(voice.set(source.name[voice.language]));
  const at = voice.path(path);
  const parts = [
    ['demandes', words.waiting, claims.filter(({ state }) => state === 'asked')],
    ['tenus', words.held, claims.filter(({ state }) => state === 'held')],
  ] as const;
  return (
    <Page context={context} head={{ title, description: words.lead, path, unlisted: true }}>
      <div class="band">
        <div class="review">
          <header>
            <h1>{title}</h1>
            <p class="lead">{words.lead}</p>
          </header>
          <Outcome said={said} refused={refused} />
          {parts.map(([id, heading, list]) => (
            <section aria-labelledby={id}>
              <h2 id={id}>{heading}</h2>
              {list.length === 0 && <p class="empty">{words.none}</p>}
              <ul class="decisions">
                {list.map((claim) => (
                  <li class="decision">
                    <div>
                      <p>
                        <a
                          href={voice.path(`/projets/${projectPath({ id: claim.project ?? '', title: claim.title })}`)}
                        >
                          {voice.set(claim.title)}
                        </a>
                      </p>
                      {claim.state === 'asked' ? (
                        <>
                          <p>{[claim.name, claim.mail].filter((one) => one !== '').join(', ')}</p>
                          <p class="why">{voice.set(claim.message)}</p>
                        </>
                      ) : (
                        <p class="quiet">{words.how[claim.how](claim.proof)}</p>
                      )}
                    </div>
                    {(claim.state === 'asked' || mayRevoke(claim)) && (
                      <form method="post" action={at} class="choices">
                        <input type="hidden" name="demande" value={claim.id} />
                        {claim.state === 'asked' ? (
                          <>
                            <button class="button" type="submit" name="mot" value="oui">
                              {words.vouch}
                            </button>
                            <button class="button soft" type="submit" name="mot" value="non">
                              {words.refuse}
                            </button>
                          </>
                        ) : (
                          <button class="button soft" type="submit" name="mot" value="retire">
                            {words.revoke}
                          </button>
                        )}
                      </form>
                    )}
                  </li>
                ))}
              </ul>
            </section>
          ))}
        </div>
      </div>
    </Page>
  );
};
