/** How better-auth's models are named in our tables (migration 0005). */
import type { BetterAuthOptions } from 'better-auth';

const dates = { createdAt: 'created_at', updatedAt: 'updated_at' } as const;

export const tables = {
  user: {
    modelName: 'person',
    fields: { email: 'mail', emailVerified: 'mail_verified', ...dates },
    additionalFields: {
      // `input: false`: nothing that a person or a provider sends can set them.
      role: { type: 'string', input: false, required: false, defaultValue: 'member' },
      language: { type: 'string', input: false, required: false, defaultValue: 'fr' },
    },
  },
  session: {
    modelName: 'session',
    fields: { userId: 'user_id', expiresAt: 'expires_at', ipAddress: 'ip_address', userAgent: 'user_agent', ...dates },
  },
  account: {
    modelName: 'sign_in',
    fields: {
      userId: 'user_id',
      accountId: 'account_id',
      providerId: 'provider_id',
      accessToken: 'access_token',
      refreshToken: 'refresh_token',
      idToken: 'id_token',
      accessTokenExpiresAt: 'access_token_expires_at',
      refreshTokenExpiresAt: 'refresh_token_expires_at',
      ...dates,
    },
  },
  verification: { modelName: 'verification', fields: { expiresAt: 'expires_at', ...dates } },
} as const satisfies Pick<BetterAuthOptions, 'user' | 'session' | 'account' | 'verification'>;
