import { isDatabaseFailure } from './is-database-failure.ts';

/** Why the database cannot be used, for operations: never a name, an address or a password. */
export interface WhyAway {
  /** Errno, SQLSTATE or a code of ours, where there is one. */
  readonly code: string | null;
  /** A sentence, which anybody may read. */
  readonly message: string;
}

/** By errno and SQLSTATE (PostgreSQL, appendix A). */
const sayings: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'Nothing listens where DATABASE_URL says that the database is',
  ENOTFOUND: "The name of the database's host in DATABASE_URL is not known",
  EAI_AGAIN: "The name of the database's host in DATABASE_URL cannot be looked up",
  '28P01': 'The database refuses the password of DATABASE_URL',
  '28000': 'The database refuses the user of DATABASE_URL, or this way to sign in',
  '3D000': 'The server has no database of the name in DATABASE_URL',
  '42501': 'The user of DATABASE_URL may not do in the database what is needed',
  '53100': "The database's disk is full",
  '53300': 'The database has no connection left',
  '57P03': 'The database is starting or ending',
  'payload-key-mismatch': 'What is stored is sealed with another PAYLOAD_KEY',
  'migration-failed': 'The tables of the database could not be brought up to date; the log says why',
};
const maximumCauses = 5;

/** The innermost error that has a code says most: what is around it says only that there is no connection. */
export function whyAway(error: unknown): WhyAway {
  const code = codeOf(error);
  const unknown = isDatabaseFailure(error)
    ? 'The database does not answer'
    : 'The database cannot be used; the log says why';
  const saying = (code === null ? undefined : sayings[code]) ?? unknown;
  return { code, message: `${saying}${code === null ? '' : ` (${code})`}.` };
}

function codeOf(error: unknown): string | null {
  let code: string | null = null;
  for (let at = error, depth = 0; at instanceof Error && depth <= maximumCauses; at = at.cause, depth += 1) {
    if ('code' in at && /^[\w-]{1,60}$/.test(String(at.code))) {
      code = String(at.code);
      // What is beneath one of ours is told by that one.
      if (code in sayings) return code;
    }
  }
  return code;
}
