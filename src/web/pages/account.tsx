/** One's own account: name and language, sessions, data, and the way out. */
import type { FC } from 'hono/jsx';
import type { OpenSession } from '#connect/accounts/sessions.ts';
import { partnerIntroductionsPath } from '#connect/introductions/weekly.ts';
import { longestName, mayCurate, type Person } from '#model/person.ts';
import type { Manifest } from '#model/source.ts';
import type { Language } from '../text/language.ts';
import { browserName } from '../view/browser-name.ts';
import type { PageContext } from '../view/page.tsx';
import { AccountFrame, MailField, Notice } from './account-frame.tsx';
import { ownIntroductionsPath } from './introductions-own.tsx';
import { partnerCorrectionsPath } from './partner-corrections.tsx';
import { partnerHoldersPath } from './partner-holders.tsx';
import { partnerRunsPath } from './partner-runs.tsx';
import { partnerSheetsPath } from './partner-sheets.tsx';
import { partnerTeamPath } from './partner-team.tsx';
import { partnerVouchesPath } from './partner-vouches.tsx';
import { secondFactorPath } from './second-factor.tsx';

/** What was just done. */
export type Outcome = 'welcome' | 'saved' | 'ended';

interface AccountProps {
  context: PageContext;
  person: Person;
  language: Language;
  sessions: readonly (OpenSession & { here: boolean })[];
  sources: ReadonlyMap<string, Manifest>;
  outcome: Outcome | undefined;
  /** A name that is too long, as it was typed. */
  tooLong?: string | undefined;
  /** Whether one is in force. */
  secondFactor: boolean;
  /** Whether one can write to holders here. */
  introductions: boolean;
}

export const AccountPage: FC<AccountProps> = (props) => {
  const { context, person, language, sessions, sources, outcome, tooLong, introductions, secondFactor } = props;
  const { voice } = context;
  const words = voice.words.account.own;
  const organisation = (id: string) => {
    const source = sources.get(id);
    return source === undefined ? id : voice.set(source.organisation.name);
  };
  const own = [
    { path: '/compte/alertes', label: voice.words.alerts.list.title },
    { path: '/compte/carnets', label: voice.words.collections.mine.title },
    { path: '/compte/projets', label: voice.words.holders.own.link },
    { path: '/compte/corrections', label: voice.words.corrections.follow.link },
    ...(introductions ? [{ path: ownIntroductionsPath, label: voice.words.introductions.own.link }] : []),
    ...(mayCurate(person) ? [{ path: '/curation', label: words.curation }] : []),
  ];
  return (
    <AccountFrame context={context} title={words.title} lead={words.lead(person.mail)} path="/compte">
      {outcome !== undefined && <Notice>{words[outcome]}</Notice>}
      {person.withheld !== undefined && (
        <Notice trouble>
          {words.withheld[person.withheld]}{' '}
          <a href={voice.path(secondFactorPath)}>{voice.words.account.secondFactor.link}</a>
        </Notice>
      )}
      {(person.role !== 'member' || person.partners.length > 0) && (
        <ul class="bullets">
          {person.role !== 'member' && <li>{words.roles[person.role]}</li>}
          {person.partners.map(({ source, role }) => (
            <li>
              {words.partner[role](organisation(source))}{' '}
              <a href={voice.path(partnerRunsPath(source))}>{voice.words.runs.own.linkOf(organisation(source))}</a>
              {' · '}
              <a href={voice.path(partnerSheetsPath(source))}>{voice.words.sheets.linkOf(organisation(source))}</a>
              {' · '}
              <a href={voice.path(partnerVouchesPath(source))}>
                {voice.words.curation.vouches.linkOf(organisation(source))}
              </a>
              {introductions && (
                <>
                  {' · '}
                  <a href={voice.path(partnerIntroductionsPath(source))}>
                    {voice.words.introductions.figures.linkOf(organisation(source))}
                  </a>
                </>
              )}
              {' · '}
              <a href={voice.path(partnerCorrectionsPath(source))}>
                {voice.words.corrections.partner.linkOf(organisation(source))}
              </a>
              {' · '}
              <a href={voice.path(partnerHoldersPath(source))}>
                {voice.words.holders.partner.linkOf(organisation(source))}
              </a>
              {' · '}
              <a href={voice.path(partnerTeamPath(source))}>{voice.words.team.linkOf(organisation(source))}</a>
            </li>
          ))}
        </ul>
      )}
      <p class="choices">
        {own.map(({ path, label }) => (
          <a class="button soft" href={voice.path(path)}>
            {label}
          </a>
        ))}
      </p>
      <form method="post" action={voice.path('/compte')} class="fields">
        <div class="field">
          <label for="name">{words.name}</label>
          <input
            id="name"
            name="nom"
            autocomplete="name"
            maxlength={longestName}
            value={tooLong ?? person.name}
            aria-describedby={tooLong === undefined ? 'name-hint' : 'name-trouble name-hint'}
            aria-invalid={tooLong === undefined ? undefined : 'true'}
          />
          {tooLong !== undefined && (
            <p class="wrong" id="name-trouble" role="alert">
              {words.nameTooLong}
            </p>
          )}
          <p class="quiet" id="name-hint">
            {words.nameHint}
          </p>
        </div>
        <div class="field">
          <label for="language">{words.language}</label>
          <select id="language" name="langue">
            {(['fr', 'en'] as const).map((code) => (
              <option value={code} selected={code === language}>
                {words.languages[code]}
              </option>
            ))}
          </select>
        </div>
        <button class="button" type="submit">
          {words.save}
        </button>
      </form>
      <section>
        <h2>{words.sessions}</h2>
        <ul class="sessions">
          {sessions.map(({ id, since, until, seen, userAgent, here }) => {
            const named = browserName(userAgent);
            const name = named === undefined ? words.unknownBrowser : words.browserOn(named.browser, named.system);
            const day = voice.day(since.toISOString());
            return (
              <li>
                <div>
                  <b>{name}</b> {here && <span class="flag">{words.here}</span>}
                  <span class="quiet">
                    {words.session(day, voice.day(seen.toISOString()), voice.day(until.toISOString()))}
                  </span>
                </div>
                <form method="post" action={voice.path(here ? '/deconnexion' : '/compte/sessions')}>
                  <input type="hidden" name="session" value={id} />
                  <button class="button soft" type="submit" aria-label={here ? undefined : words.endWhich(name, day)}>
                    {here ? words.signOut : words.end}
                  </button>
                </form>
              </li>
            );
          })}
        </ul>
        {sessions.length > 1 && (
          <form method="post" action={voice.path('/compte/sessions')}>
            <input type="hidden" name="session" value="toutes" />
            <button class="button soft" type="submit">
              {words.endAll}
            </button>
          </form>
        )}
      </section>
      <section>
        <h2>{voice.words.account.secondFactor.title}</h2>
        <p>{secondFactor ? voice.words.account.secondFactor.isOn : voice.words.account.secondFactor.isOff}</p>
        <a class="button soft" href={voice.path(secondFactorPath)}>
          {secondFactor ? voice.words.account.secondFactor.manage : voice.words.account.secondFactor.link}
        </a>
      </section>
      <section>
        <h2>{words.data}</h2>
        <p>{words.dataText}</p>
        <div class="choices">
          <a class="button soft" href={voice.path('/compte/donnees.json')} download="carrefour.json">
            {words.download}
          </a>
          <a class="button soft" href={voice.path('/compte/supprimer')}>
            {words.leave}
          </a>
        </div>
      </section>
    </AccountFrame>
  );
};

export const LeavePage: FC<{ context: PageContext; mail: string; wrong?: boolean }> = ({ context, mail, wrong }) => {
  const { voice } = context;
  const words = voice.words.account.leave;
  return (
    <AccountFrame context={context} title={words.title} lead={words.lead} path="/compte/supprimer">
      <p>
        <a href={voice.path('/compte/donnees.json')} download="carrefour.json">
          {words.takeFirst}
        </a>
      </p>
      <form method="post" action={voice.path('/compte/supprimer')} class="fields">
        <div class="field">
          <p id="how">{words.confirm(mail)}</p>
          <MailField label={words.field} value={undefined} describedBy={wrong ? 'how wrong' : 'how'} invalid={wrong} />
          {wrong && (
            <p class="wrong" id="wrong" role="alert">
              {words.wrong}
            </p>
          )}
        </div>
        <div class="choices">
          <button class="button" type="submit">
            {words.submit}
          </button>
          <a class="button soft" href={voice.path('/compte')}>
            {words.back}
          </a>
        </div>
      </form>
    </AccountFrame>
  );
};

export const GonePage: FC<{ context: PageContext }> = ({ context }) => (
  <AccountFrame context={context} {...context.voice.words.account.leave.done} path="/" />
);
