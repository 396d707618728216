import { z } from 'zod';
import { Permission, Role } from './permissions.ts';

/** What a person signs in with. Capital and small letters are one. */
export const PersonName = z
  .string()
  .trim()
  .toLowerCase()
  .regex(
    /^[a-z0-9][a-z0-9._@-]{1,63}$/,
    'a name has 2 to 64 letters, digits and . _ @ -, the first a letter or digit',
  );

export const passwordLength = { minimum: 12, maximum: 200 } as const;
/** As it is typed to sign in; whether it is a good one is asked where it is set. */
const GivenPassword = z.string().min(1).max(1_000);

export const SignIn = z.strictObject({ name: z.string().max(200), password: GivenPassword });
export const PasswordChange = z.strictObject({ current: GivenPassword, next: GivenPassword });

/** Who asks, and what the one who asks may do. */
export const Account = z.strictObject({
  id: z.uuid(),
  name: z.string(),
  role: Role,
  permissions: z.array(Permission),
  /** An administrator gave the password: until it is changed nothing else is allowed. */
  mustChangePassword: z.boolean(),
});
export type Account = z.infer<typeof Account>;

export const Person = z.strictObject({
  id: z.uuid(),
  name: z.string(),
  role: Role,
  isDisabled: z.boolean(),
  mustChangePassword: z.boolean(),
  createdAt: z.iso.datetime(),
  lastSignInAt: z.iso.datetime().nullable(),
});
export type Person = z.infer<typeof Person>;

export const PersonList = z.strictObject({ people: z.array(Person) });
export const NewPerson = z.strictObject({ name: PersonName, role: Role });
export const PersonChange = z
  .strictObject({ role: Role.optional(), isDisabled: z.boolean().optional() })
  .refine(
    ({ role, isDisabled }) => role !== undefined || isDisabled !== undefined,
    'give role or isDisabled',
  );
/** A password that is said once. */
export const PersonWithPassword = z.strictObject({ person: Person, password: z.string() });
export type PersonWithPassword = z.infer<typeof PersonWithPassword>;

export const keyDays = { usual: 90, maximum: 365 } as const;

export const ApiKey = z.strictObject({
  id: z.uuid(),
  name: z.string(),
  /** Name of the person whose key it is. */
  owner: z.string(),
  /** The first characters, by which a key is recognised. */
  prefix: z.string(),
  permissions: z.array(Permission),
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
  /** To the minute. */
  lastUsedAt: z.iso.datetime().nullable(),
  revokedAt: z.iso.datetime().nullable(),
});
export type ApiKey = z.infer<typeof ApiKey>;

export const ApiKeyList = z.strictObject({ keys: z.array(ApiKey) });
export const NewApiKey = z.strictObject({
  name: z.string().trim().min(1).max(80),
  permissions: z.array(Permission).min(1),
  expiresInDays: z.int().min(1).max(keyDays.maximum).default(keyDays.usual),
});
/** The key itself is said once. */
export const ApiKeyWithSecret = z.strictObject({ apiKey: ApiKey, key: z.string() });
export type ApiKeyWithSecret = z.infer<typeof ApiKeyWithSecret>;
