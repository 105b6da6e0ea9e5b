/** Where a community meets, its calendar, and the meetings that are over. */
import type { FC } from 'hono/jsx';
import type { Meeting } from '#connect/communities/community.ts';
import { saidEnd, saidTime } from '../view/calendar.ts';
import { FormSigns } from '../view/form-signs.tsx';
import type { PageContext } from '../view/page.tsx';
import { Lines } from './collections.tsx';
import { type PartProps, Removal, ReportOne } from './community-acts.tsx';
import { Field, Section, TextField } from './community-fields.tsx';
import type { Typed } from './community-needs.tsx';

export const CommunityMeetings: FC<PartProps & { today: string; typed: Typed }> = (props) => {
  const { context, seen, path, today, typed } = props;
  const { voice } = context;
  const words = voice.words.communities.page;
  const { meetings, past, role, mayWrite } = seen;
  const each = (meeting: Meeting, over: boolean) => (
    <li id={`rencontre-${meeting.id}`}>
      <MeetingSaid context={context} path={path} meeting={meeting} over={over} />
      {!meeting.off && (
        <ReportOne context={context} seen={seen} path={path} what="rencontre" id={meeting.id} title={meeting.title} />
      )}
      {(meeting.mine || role === 'admin') && (
        <Removal context={context} path={path} what="retirer-rencontre" id={meeting.id} title={meeting.title} />
      )}
    </li>
  );
  return (
    <Section id="rencontres" title={words.meetings}>
      {meetings.length === 0 && <p>{words.noMeetings}</p>}
      <ul class="alerts">{meetings.map((meeting) => each(meeting, false))}</ul>
      {seen.community.state === 'open' && (
        <p>
          <a href={voice.path(`${path}/rencontres.ics`)}>{words.calendarAll}</a>
          <br />
          <span class="quiet">{words.calendarNote}</span>
        </p>
      )}
      {past.length > 0 && (
        <details>
          <summary>{words.past(past.length)}</summary>
          <ul class="alerts">{past.map((meeting) => each(meeting, true))}</ul>
        </details>
      )}
      {mayWrite && (
        <MeetingForm context={context} path={path} today={today} typed={typed.faire === 'rencontre' ? typed : {}} />
      )}
    </Section>
  );
};

const MeetingSaid: FC<{ context: PageContext; path: string; meeting: Meeting; over: boolean }> = (props) => {
  const { context, path, meeting, over } = props;
  const { voice } = context;
  const words = voice.words.communities.page;
  const { id, title, text, place, starts, ends, off } = meeting;
  return (
    <>
      <h3>{voice.set(title)}</h3>
      {off && <p class="quiet">{words.offHere}</p>}
      <p>
        <time datetime={starts.toISOString()}>{saidTime(starts, voice.language)}</time>
        {'\u00a0– '}
        <time datetime={ends.toISOString()}>{saidEnd(starts, ends, voice.language)}</time>
        <br />
        {voice.set(place)}
      </p>
      <Lines text={text} />
      {!over && !off && (
        <p>
          <a href={voice.path(`${path}/rencontres/${id}.ics`)} aria-label={words.calendarOf(title)}>
            {words.calendar}
          </a>
        </p>
      )}
    </>
  );
};

const MeetingForm: FC<{ context: PageContext; path: string; today: string; typed: Typed }> = (props) => {
  const { context, path, today, typed } = props;
  const { voice } = context;
  const words = voice.words.communities.write;
  return (
    <details open={typed.faire !== undefined}>
      <summary>{words.meeting}</summary>
      <form method="post" action={voice.path(path)} class="fields">
        <FormSigns context={context} />
        <Field id="rencontre-titre" name="titre" label={words.meetingTitle} most={120} value={typed.titre} />
        <Field id="rencontre-lieu" name="lieu" label={words.place} most={200} value={typed.lieu} />
        {(['debut', 'fin'] as const).map((name) => (
          <div class="field">
            <label for={`rencontre-${name}`}>{name === 'debut' ? words.starts : words.ends}</label>
            <input
              id={`rencontre-${name}`}
              name={name}
              type="datetime-local"
              required
              value={typed[name]}
              min={`${today.slice(0, 10)}T00:00`}
            />
          </div>
        ))}
        <TextField id="rencontre-texte" label={words.text} value={typed.texte} />
        <button class="button" type="submit" name="faire" value="rencontre">
          {words.submit}
        </button>
      </form>
    </details>
  );
};
