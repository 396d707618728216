import type { Permission, Role } from '@bora/contracts';
import type { Generated } from 'kysely';

export interface PeopleTables {
  people: {
    id: string;
    /** In small letters. */
    name: string;
    role: Role;
    password_hash: string;
    must_change_password: boolean;
    created_at: Generated<Date>;
    disabled_at: Date | null;
    last_sign_in_at: Date | null;
  };
  sessions: {
    /** SHA-256 of the cookie's token. */
    token_hash: Buffer;
    person_id: string;
    created_at: Generated<Date>;
    /** To the minute. */
    seen_at: Generated<Date>;
  };
  api_keys: {
    id: string;
    person_id: string;
    name: string;
    prefix: string;
    /** SHA-256 of the key. */
    key_hash: Buffer;
    permissions: Permission[];
    /** Made by the api for this machine: it may do what its person's role may, also what later versions add. */
    is_local: Generated<boolean>;
    created_at: Generated<Date>;
    expires_at: Date;
    /** To the minute. */
    last_used_at: Date | null;
    revoked_at: Date | null;
  };
  sign_in_attempts: {
    /** SHA-256: a name may be a password that was typed into the wrong field. */
    subject: Buffer;
    attempts: number;
    last_at: Date;
  };
}
