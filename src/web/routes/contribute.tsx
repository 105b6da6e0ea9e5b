/** `/contribuer/projet`: a project is told, kept as it goes, seen as it will be, and sent. */
import type { Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { Contribution, Who } from '#connect/contributions/contribution.ts';
import type { Contributions } from '#connect/contributions/contributions.ts';
import { mostPictures } from '#connect/contributions/picture.ts';
import { mergeSheets } from '#match/merge.ts';
import { mayCurate, type Person } from '#model/person.ts';
import { emptyTelling, type Telling } from '#model/telling.ts';
import { vocabularies } from '#model/vocabulary.ts';
import { contributionsSource } from '#pipeline/contributions/source.ts';
import { assetCache } from '../headers.ts';
import { ContributeFormPage, tellPath } from '../pages/contribute-form.tsx';
import type { Advice } from '../pages/contribute-hints.tsx';
import { PreviewBar, TellConfirmPage, TellSaidPage } from '../pages/contribute-preview.tsx';
import { ProjectPage } from '../pages/project.tsx';
import { fullName } from '../search/place.ts';
import { contextOf, type Desk } from '../site.ts';
import { keepKey, keysOf, largestForm, readForm, type SentForm } from '../telling-form.ts';
import { prose } from '../view/prose.ts';
import { personalPage, signedInOnly, visitor } from '../visitor.ts';
import { goOn, smallForm } from './sign-in.tsx';

const wholeForm = bodyLimit({
  maxSize: largestForm,
  onError: (c) => c.text('Images trop lourdes : 26 Mo en tout. Too much: 26 MB of pictures at once.\n', 413),
});

/** Seconds after which the page tries again to save what is typed. */
const saveAgainAfter = 120;

interface Visit {
  person: Person | undefined;
  who: Who;
}

export function contributeRoutes(site: Hono, desk: Desk, contributions: Contributions): void {
  const { voice, rooms } = desk;
  const words = voice.words.contribute;
  const context = contextOf(desk);
  const start = voice.path(tellPath);
  const idOf = (c: Context): string => c.req.param('id') ?? '';

  const visitOf = async (c: Context, id = ''): Promise<Visit> => {
    const person = await rooms.personOf(c.req.raw.headers);
    const key = keysOf(c).get(id);
    return { person, who: { person: person && { id: person.id, mail: person.mail }, key } };
  };
  const gone = (c: Context) =>
    personalPage(
      c,
      desk,
      <TellSaidPage context={context} {...words.gone} links={[[tellPath, words.add]]} />,
      404 as 410,
    );

  site.get(start, async (c) => {
    const { person } = await visitOf(c);
    const key = [...keysOf(c)].find(([id]) => id !== '');
    const begun = key && (await contributions.open(key[0], { person: undefined, key: key[1] }));
    const mine = person === undefined ? [] : await contributions.ownOf(person.id);
    const last = mine.find(({ state }) => state === 'draft')?.id ?? begun?.id;
    if (last !== undefined && c.req.query('nouveau') === undefined && c.req.query('reprendre') !== undefined)
      return goOn(c, `${start}/${last}`);
    return form(c, { telling: emptyTelling, contribution: undefined, resume: last });
  });

  site.post(start, wholeForm, async (c) => {
    const sent = await readForm(c, rooms.proxies);
    const { who } = await visitOf(c);
    const begun = await contributions.begin(sent.signs, voice.language, who);
    if (typeof begun === 'string') {
      const shown = { telling: sent.typed, contribution: undefined, refused: words.refusals[begun] };
      return form(c, shown, begun === 'too-many' ? 429 : 400);
    }
    const { contribution, key } = begun;
    // Whoever has this form's stamp begun it; another's account is not opened by it.
    const mine = await contributions.open(contribution.id, { ...who, key });
    if (mine === undefined) return gone(c);
    if (key !== undefined) keepKey(c, contribution.id, key, rooms.baseUrl);
    return keep(c, mine, sent);
  });

  site.get(`${start}/:id`, async (c) => {
    const id = idOf(c);
    const key = c.req.query('cle');
    if (key !== undefined) {
      // The key leaves the address: it would be told to the pages that one goes to.
      if ((await contributions.open(id, { key })) === undefined) return gone(c);
      keepKey(c, id, key, rooms.baseUrl);
      return goOn(c, `${start}/${id}/apercu`);
    }
    const contribution = await contributions.open(id, (await visitOf(c, id)).who);
    if (contribution === undefined) return gone(c);
    const said = c.req.query('fait') === 'enregistre' ? words.saved : undefined;
    const picture = c.req.query('image') ?? '';
    const refused = Object.hasOwn(words.pictureRefusals, picture)
      ? words.pictureRefusals[picture as keyof typeof words.pictureRefusals]
      : undefined;
    return form(c, { telling: contribution.draft, contribution, said, refused });
  });

  site.post(`${start}/:id/adopter`, smallForm, signedInOnly(desk), async (c) => {
    const id = idOf(c);
    const { id: person, mail } = visitor(c);
    const adopted = await contributions.adopt(id, { person: { id: person, mail }, key: keysOf(c).get(id) });
    return adopted ? goOn(c, `${start}/${id}/apercu`) : gone(c);
  });

  site.post(`${start}/:id`, wholeForm, async (c) => {
    const contribution = await contributions.open(idOf(c), (await visitOf(c, idOf(c))).who);
    return contribution === undefined ? gone(c) : keep(c, contribution, await readForm(c, rooms.proxies));
  });

  site.get(`${start}/:id/apercu`, (c) => preview(c, {}));

  site.post(`${start}/:id/envoyer`, smallForm, async (c) => {
    const id = idOf(c);
    const { who } = await visitOf(c, id);
    const contribution = await contributions.open(id, who);
    if (contribution === undefined) return gone(c);
    const { signs, one } = await readForm(c, rooms.proxies);
    const outcome = await contributions.send(contribution, who, one('mail').slice(0, 300), signs);
    if (outcome.is === 'sent') return goOn(c, `${voice.path('/contribuer/merci')}?recit=${id}`);
    if (outcome.is === 'lacking') return goOn(c, `${start}/${id}#indices`);
    if (outcome.is === 'refused') return preview(c, { why: outcome.why, mail: one('mail').slice(0, 254) });
    const links = [
      [`${tellPath}/${id}/apercu`, words.previewOf.back],
      ...(rooms.mailbox === undefined ? [] : [['/boite-aux-lettres', voice.words.account.mailbox.title] as const]),
    ] as const;
    const { title, lead, missing } = words.prove;
    return personalPage(
      c,
      desk,
      <TellSaidPage context={context} title={title} lead={lead(outcome.mail)} quiet={missing} links={links} />,
    );
  });

  site.get(voice.path('/contribuer/merci'), (c) => thanks(c, c.req.query('recit') ?? ''));

  site.get(voice.path('/contribuer/confirmer'), async (c) => {
    const [id, proof] = [c.req.query('recit') ?? '', c.req.query('preuve') ?? ''];
    const found = await contributions.linkIsFor(id, proof);
    c.header('Referrer-Policy', 'same-origin');
    if (found === undefined) return notConfirmed(c);
    const given = { context, title: found.draft.title, id, proof };
    return personalPage(c, desk, <TellConfirmPage {...given} />);
  });

  site.post(voice.path('/contribuer/confirmer'), smallForm, async (c) => {
    const { one, signs } = await readForm(c, rooms.proxies);
    const id = one('recit');
    const confirmed = await contributions.confirm(id, one('preuve'), signs);
    if (confirmed === undefined) return notConfirmed(c);
    keepKey(c, id, confirmed.key, rooms.baseUrl);
    return goOn(c, confirmed.sent ? `${voice.path('/contribuer/merci')}?recit=${id}` : `${start}/${id}/apercu`);
  });

  site.post(`${start}/:id/effacer`, smallForm, async (c) => {
    const { who } = await visitOf(c, idOf(c));
    const contribution = await contributions.open(idOf(c), who);
    if (contribution === undefined) return gone(c);
    await contributions.withdraw(contribution, who);
    return personalPage(c, desk, <TellSaidPage context={context} {...words.erased} links={[[tellPath, words.add]]} />);
  });

  const notConfirmed = (c: Context) =>
    personalPage(c, desk, <TellSaidPage context={context} title={words.gone.title} lead={words.confirm.gone} />, 410);

  const thanks = (c: Context, id: string) => {
    const links = [
      ...(/^[0-9a-f-]{36}$/.test(id) ? [[`${tellPath}/${id}/apercu`, words.sent.see] as const] : []),
      [tellPath, words.sent.another] as const,
    ];
    return personalPage(
      c,
      desk,
      <TellSaidPage context={context} title={words.sent.title} lead={words.sent.lead} links={links} />,
    );
  };

  /** Saves what came, then does what the pressed button says. */
  async function keep(c: Context, contribution: Contribution, sent: SentForm) {
    const { id } = contribution;
    if (sent.isWhole) {
      if (sent.telling === undefined)
        return form(c, { telling: sent.typed, contribution, refused: words.refusals.unreadable }, 400);
      const proposed =
        sent.one('act') === 'themes' ? sent.all('proposes').filter((id) => vocabularies.themes.byId.has(id)) : [];
      const themes = [...new Set([...sent.telling.themes, ...proposed])].slice(0, 30);
      const telling = { ...sent.telling, themes };
      if ((await contributions.save(id, telling, sent.signs.network)) === 'too-many') {
        c.header('Retry-After', String(saveAgainAfter));
        return form(c, { telling, contribution, refused: words.refusals['too-often'] }, 429);
      }
    }
    const told = sent.one('raconte');
    if (told !== '') await contributions.tellsOf(id, told === 'aucun' ? null : told);
    const removed = sent.one('retirer');
    if (removed !== '') await contributions.removePicture(id, removed);
    let refused = '';
    // One more than there may be, so that it is said.
    for (const file of sent.files.slice(0, mostPictures + 1)) {
      const bytes = Buffer.from(await file.arrayBuffer());
      const alt = sent.one('pictureAlt').slice(0, 200);
      refused = (await contributions.addPicture(id, { bytes, alt, network: sent.signs.network })) ?? refused;
    }
    // The island asks for what follows from the form, without leaving it.
    if (sent.one('act') === 'indices') {
      const now = await contributions.read(id);
      return form(c, { telling: now!.draft, contribution: now!, isSaved: true });
    }
    const own = `${start}/${id}`;
    if (refused !== '') return goOn(c, `${own}?image=${refused}`);
    if (sent.one('act') === 'apercu' || sent.one('apres') === 'apercu') return goOn(c, `${own}/apercu`);
    return goOn(c, `${own}?fait=enregistre#indices`);
  }

  interface Shown {
    telling: Telling;
    contribution: Contribution | undefined;
    said?: string | undefined;
    refused?: string | undefined;
    isSaved?: boolean;
    resume?: string | undefined;
  }

  async function form(c: Context, shown: Shown, status: 200 | 400 | 429 = 200) {
    const { telling, contribution, said, refused, isSaved, resume } = shown;
    const advice = contribution && (await adviceOn(contribution, isSaved));
    const adoptable = contribution?.author === null && (await visitOf(c)).person !== undefined;
    const given = { context, telling, contribution, advice, said, refused, resume, adoptable, stamp: context.stamp() };
    return personalPage(c, desk, <ContributeFormPage {...given} />, status);
  }

  async function adviceOn(contribution: Contribution, isSaved = false): Promise<Advice> {
    const { draft, tellsOf } = contribution;
    const sheet = await contributions.preview(contribution, draft);
    const [site] = sheet.sites;
    const territory = site?.commune === undefined ? undefined : rooms.territories.territory(`commune-${site.commune}`);
    const found = tellsOf === null ? undefined : await rooms.projects.find(tellsOf);
    const told = found?.is === 'here' ? found.project : undefined;
    const suggested = (sheet.suggestions ?? []).filter(({ vocabulary }) => vocabulary === 'themes');
    const themes = [...sheet.themes, ...suggested.map(({ concept }) => concept)];
    return {
      sheet,
      likes: told === undefined ? await contributions.likenesses(sheet) : [],
      lacks: contributions.lacking(draft),
      place: territory && fullName(territory, rooms.territories),
      themes: [...new Set(themes)].filter((theme) => !draft.themes.includes(theme)).slice(0, 4),
      chosen: told && { title: told.title, path: `/projets/${told.id}` },
      savedAt: isSaved ? timeOf(rooms.now()) : undefined,
    };
  }

  const timeOf = (date: Date): string =>
    date.toLocaleTimeString(voice.language === 'fr' ? 'fr-FR' : 'en-GB', {
      hour: '2-digit',
      minute: '2-digit',
      timeZone: 'Europe/Paris',
    });

  async function preview(
    c: Context,
    { why, mail = '' }: { why?: 'mail' | 'no-mail-here' | 'too-many'; mail?: string },
  ) {
    const refused = why && words.refusals[why];
    const id = idOf(c);
    const { person, who } = await visitOf(c, id);
    const own = await contributions.open(id, who);
    const contribution = own ?? (mayCurate(person) ? await contributions.read(id) : undefined);
    if (contribution === undefined) return gone(c);
    const advice = await adviceOn(contribution);
    const matters = (await rooms.moderation?.mattersOf('contribution', id)) ?? [];
    const asked = matters.find(({ state }) => state === 'asked');
    const bar = {
      context,
      contribution,
      advice,
      isKnown: person !== undefined || contribution.mailProven,
      adoptable: person !== undefined && contribution.author === null,
      accounts: rooms.accounts,
      canWrite: contributions.canWrite,
      onlyLooks: own === undefined,
      page: await contributions.pageOf(contribution),
      question: asked?.sentence,
      mail,
      refused,
    };
    const { sheet } = advice;
    const titled = sheet.title === '' ? { ...sheet, title: words.untitled } : sheet;
    // Before the first is online, the source is known to nobody else.
    const sources = new Map(rooms.sources).set(contributionsSource.id, contributionsSource);
    const project = mergeSheets(id, [titled], sources);
    return personalPage(
      c,
      desk,
      <ProjectPage
        context={context}
        rooms={{ ...rooms, sources }}
        project={project}
        body={prose(project.body)}
        updatedAt={contribution.changedAt}
        neighbours={{ similar: [], here: [], elsewhere: [] }}
        related={[]}
        contact={undefined}
        relations={[]}
        held={{ holders: 0, news: [] }}
        preview={<PreviewBar {...bar} />}
      />,
      why === undefined ? 200 : why === 'too-many' ? 429 : 400,
    );
  }
}

/** A picture as we drew it; nobody else's until it is online. One address for both languages. */
export function contributionPictureRoute(site: Hono, contributions: Contributions): void {
  site.get('/contribuer/images/:file', async (c) => {
    const found = await contributions.pictureBytes((c.req.param('file') ?? '').replace(/\.webp$/, ''), {
      small: c.req.query('petite') !== undefined,
    });
    if (found === undefined) return c.notFound();
    return c.body(found.bytes, 200, {
      'Content-Type': 'image/webp',
      'Content-Disposition': 'inline; filename="image.webp"',
      'X-Content-Type-Options': 'nosniff',
      'Content-Security-Policy': "default-src 'none'; sandbox",
      'Cache-Control': found.isPublic ? assetCache : 'private, no-store',
    });
  });
}
