/** How better-auth's models are named in our tables (migrations 0005 and 0022). */
import type { BetterAuthOptions } from 'better-auth';
import type { TwoFactorOptions } from 'better-auth/plugins/two-factor';

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
  secondFactor: {
    user: { fields: { twoFactorEnabled: 'second_factor' } },
    twoFactor: {
      modelName: 'second_factor',
      fields: {
        userId: 'user_id',
        backupCodes: 'backup_codes',
        failedVerificationCount: 'failed_verification_count',
        lockedUntil: 'locked_until',
      },
    },
  },
  verification: { modelName: 'verification', fields: { expiresAt: 'expires_at', ...dates } },
} as const satisfies Pick<BetterAuthOptions, 'user' | 'session' | 'account' | 'verification'> & {
  secondFactor: NonNullable<TwoFactorOptions['schema']>;
};
