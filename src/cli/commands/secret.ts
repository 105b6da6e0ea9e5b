/** `secret …`: what signs sessions and links is changed without ending them. */
import { type Command, done, failed } from '../command.ts';
import type { CommandRooms } from '../rooms.ts';

const isSetting =
  'The secret is the setting AUTH_SECRET: write a new one there, and the former one into AUTH_SECRET_BEFORE.';
const restart = 'It holds once the site, and `jobs run` where it runs apart, are started again.';

export const secretRenew: Command<CommandRooms> = {
  name: 'secret renew',
  takes: '',
  about: 'Draw a new secret; what the one until now signed is believed still.',
  options: {},
  async run({ secret }) {
    if (secret.isSetting) return failed({ error: isSetting }, [isSetting]);
    secret.renew();
    return done({ renewed: true }, ['A new secret is drawn; the one until now is kept beside it.', restart]);
  },
};

export const secretForget: Command<CommandRooms> = {
  name: 'secret forget',
  takes: '',
  about: 'Forget the secret before: the sessions and links that only it signed end.',
  options: {},
  async run({ secret }) {
    if (secret.isSetting) {
      const sentence = 'The secret is the setting AUTH_SECRET: take the former ones out of AUTH_SECRET_BEFORE.';
      return failed({ error: sentence }, [sentence]);
    }
    const forgotten = secret.forgetFormer();
    return done({ forgotten }, forgotten ? ['The secret before is forgotten.', restart] : ['There was none before.']);
  },
};
