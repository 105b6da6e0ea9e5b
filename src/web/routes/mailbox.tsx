/** `/boite-aux-lettres`: the mails that would have gone. For this machine alone. */
import type { Handler } from 'hono';
import { isLoopback, type KeptMail } from '#connect/mail/mailbox.ts';
import { MailboxPage } from '../pages/mailbox.tsx';
import { contextOf, type Desk } from '../site.ts';
import { personalPage } from '../visitor.ts';

/** What a proxy adds: then somebody else may be asking. */
const signsOfAProxy = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip', 'via'];

export const mailboxRoute =
  (desk: Desk, mails: () => Promise<KeptMail[]>): Handler =>
  async (c) => {
    // Under another name this machine was reached by a trick of names (DNS rebinding), or through a proxy.
    const host = new URL(c.req.url).hostname;
    if (!isLoopback(host) || signsOfAProxy.some((name) => c.req.header(name) !== undefined)) return c.notFound();
    return personalPage(c, desk, <MailboxPage context={contextOf(desk)} mails={await mails()} />);
  };
