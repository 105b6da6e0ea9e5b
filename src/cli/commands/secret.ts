/** `secret …`: what signs sessions and links is changed without ending them. */
import { type Command, done, failed } from '../command.ts';
import type { CommandRooms } from '../rooms.ts';

const isSetting =
  'The secret is the setting AUTH_SECRET: write a new one there, and the former one into AUTH_SECRET_BEFORE.';
const isFull =
  'Nothing is changed: three former secrets are kept already, and one of them may still sign. Start the site again, then forget them: secret forget.';
const notStarted = {
  site: 'Nothing is forgotten: the site was not started since the secret was renewed, and signs with a former one. Start it again, then type this again.',
  jobs: 'Nothing is forgotten: `jobs run` was not started since the secret was renewed, and signs with a former one. Start it again (where it is run apart no more: once, and stop it), then type this again.',
} as const;
const restart = 'It holds once the site, and `jobs run` where it runs apart, are started again.';

export const secretRenew: Command<CommandRooms> = {
  name: 'secret renew',
  takes: '',
  about: 'Draw a new secret; what those until now signed is believed still, three at most.',
  options: {},
  async run({ secret }) {
    if (secret.isSetting) return failed({ error: isSetting }, [isSetting]);
    if (!secret.renew()) return failed({ error: isFull }, [isFull]);
    return done({ renewed: true }, ['A new secret is drawn; the one until now is kept beside it.', restart]);
  },
};

export const secretForget: Command<CommandRooms> = {
  name: 'secret forget',
  takes: '',
  about: 'Forget the secrets before: the sessions and links that only they signed end.',
  options: {},
  async run({ secret }) {
    if (secret.isSetting) {
      const sentence = 'The secret is the setting AUTH_SECRET: take the former ones out of AUTH_SECRET_BEFORE.';
      return failed({ error: sentence }, [sentence]);
    }
    const told = await secret.forgetFormer();
    if ('stillNeeded' in told) {
      const error = `Nothing is forgotten: second factors that only a former secret opens: ${told.stillNeeded}. Start the site again: it encrypts them with the secret of now as it starts; then type this again.`;
      return failed({ error, stillNeeded: told.stillNeeded }, [error]);
    }
    if ('notStarted' in told) {
      const error = notStarted[told.notStarted];
      return failed({ error, notStarted: told.notStarted }, [error]);
    }
    const { forgotten } = told;
    return done({ forgotten }, forgotten ? ['The secret before is forgotten.', restart] : ['There was none before.']);
  },
};
