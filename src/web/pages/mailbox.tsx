/** The mailbox of development: the letters that would have gone, with their links to press. */
import type { FC } from 'hono/jsx';
import type { KeptMail } from '#connect/mail/mailbox.ts';
import type { PageContext } from '../view/page.tsx';
import { AccountFrame } from './account-frame.tsx';

export const MailboxPage: FC<{ context: PageContext; mails: readonly KeptMail[] }> = ({ context, mails }) => {
  const { voice } = context;
  const words = voice.words.account.mailbox;
  return (
    <AccountFrame context={context} title={words.title} lead={words.lead} path="/boite-aux-lettres">
      <p>{mails.length === 0 ? words.empty : words.count(mails.length, voice.number(mails.length))}</p>
      {mails.map(({ id, to, subject, text, at }) => {
        const links = [...new Set(text.match(/https?:\/\/\S+/g) ?? [])];
        return (
          <article class="letter" aria-labelledby={`mail-${id}`}>
            <h2 id={`mail-${id}`}>{subject}</h2>
            <p class="quiet">
              {words.to} {to} · <time datetime={at.toISOString()}>{voice.day(at.toISOString())}</time>
            </p>
            <pre>{text}</pre>
            {links.length > 0 && (
              <ul class="bullets" aria-label={words.links}>
                {links.map((link) => (
                  <li>
                    <a href={link}>{link}</a>
                  </li>
                ))}
              </ul>
            )}
          </article>
        );
      })}
    </AccountFrame>
  );
};
