import { ModelName, PolicyName } from '@bora/contracts';
import { readEnvironment, refuseHalfS3Key, serviceVariables } from '@bora/environment';
import { z } from 'zod';
import { RoleLimits } from './limits/role-limits.ts';

/** @param most what one machine can hold; more is a slip of the keyboard */
const count = (fallback: number, most: number) => z.coerce.number().int().min(1).max(most).default(fallback);
/** A timer of Node takes 24 days; more would end at once. */
const dayMs = 86_400_000;

const NetworkPart = z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()]);

const yesOrNo = z
  .enum(['true', 'false'])
  .default('false')
  .transform((text) => text === 'true');

const Environment = z
  .object({
    ...serviceVariables,
    /** `true`: the api starts with a new payload key although the database was sealed with one that nobody has any more. */
    PAYLOAD_KEY_LOST: yesOrNo,
    /** 0 takes any free port. */
    PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
    HOST: z.string().default('127.0.0.1'),
    /** Where decisions and people are recorded. */
    DATABASE_URL: z
      .string()
      .regex(/^postgres(ql)?:\/\//, 'an address that begins with postgres://')
      .default('postgres://bora@127.0.0.1:5432/bora'),
    /** Holds the first administrator's password: read where it is there, else made and written. */
    ADMINISTRATOR_PASSWORD_FILE: z.string().default('.data/secrets/administrator-password'),
    /** Where a key for the commands on this machine is kept; without it none is made. */
    LOCAL_KEY_FILE: z.string().optional(),
    /** A session ends so long after its last request, and so long after signing in. */
    SESSION_IDLE_MINUTES: count(120, 525_600),
    SESSION_HOURS: count(12, 8_760),
    /** What notices say of the creditor, and of the agency that supervises it. */
    CREDITOR_NAME: z.string().max(200).optional(),
    CREDITOR_ADDRESS: z.string().max(500).optional(),
    CREDITOR_AGENCY: z.string().max(500).optional(),
    /** An override for more than this amount of credit needs a second person, whatever its direction. */
    SECOND_PERSON_ABOVE: z.coerce.number().min(0).optional(),
    /** `true`: a model becomes champion when a second person asks for the same. */
    TWO_PERSON_PROMOTION: yesOrNo,
    /** Names besides loopback under which the api may be called, with or without a port; `*` is every name. */
    ALLOWED_HOSTS: z.string().default('').transform(namesOf),
    /** Addresses or networks (CIDR) of proxies whose word on the caller's address is taken. */
    TRUSTED_PROXIES: z.string().default('').transform(namesOf).pipe(z.array(NetworkPart)),
    /** The model that is meant where a request names none. */
    MODEL_NAME: ModelName.default('pakdd2010'),
    POLICY_NAME: PolicyName.default('default'),
    UPLOAD_MAX_MB: count(2048, 65_536),
    UPLOAD_MAX_ROWS: count(5_000_000, 100_000_000),
    /** Less for a role: `officer:512,analyst:1024`. */
    UPLOAD_MAX_MB_BY_ROLE: RoleLimits.prefault('officer:512'),
    UPLOAD_MAX_ROWS_BY_ROLE: RoleLimits.prefault('officer:1000000'),
    /** Uploads under way in this process; more are answered 503. */
    UPLOADS_AT_ONCE: count(32, 1_000),
    /** A file of customers to be segmented, gzipped or not, which waits in Redis until its segments are there. */
    SEGMENTATION_MAX_MB: count(512, 4_096),
    /** An upload that sends no 16 KB while it is waited for so long is refused. */
    UPLOAD_IDLE_TIMEOUT_MS: count(30_000, dayMs),
    /** The head of a request is there within so long; all of another request than an upload, and its answer. */
    HEADERS_TIMEOUT_MS: count(20_000, dayMs),
    REQUEST_TIMEOUT_MS: count(45_000, dayMs),
    RECORD_MAX_KB: count(256, 16_384),
    /** Rows of one job; the commit script takes at most 2,500 at once. */
    CHUNK_ROWS: z.coerce.number().int().min(1).max(2_500).default(2_000),
    RATE_LIMIT_PER_MINUTE: count(6_000, 100_000_000),
    /** For each API key, and for all sessions of a person together. */
    RATE_LIMIT_BY_ROLE: RoleLimits.prefault('officer:3000,analyst:3000,auditor:1500,administrator:6000'),
    /** For requests from this machine. */
    RATE_LIMIT_LOOPBACK_PER_MINUTE: count(1_000_000, 100_000_000),
    /** Nothing new is taken while more waits for workers: rows of files, single questions, files to be segmented. */
    QUEUE_MAX_ROWS: count(20_000_000, 1_000_000_000),
    QUEUE_MAX_JOBS: count(10_000, 10_000_000),
    QUEUE_MAX_SEGMENTATIONS: count(20, 10_000),
  })
  .superRefine(refuseHalfS3Key);

export type Config = Readonly<z.infer<typeof Environment>>;

/** Reads the environment once. Throws `ConfigError`. */
export function readConfig(environment: NodeJS.ProcessEnv): Config {
  return readEnvironment(Environment, environment);
}

/** Names of all variables that the api reads. */
export const variableNames: readonly string[] = Object.keys(Environment.shape);

function namesOf(list: string): string[] {
  const names = list.split(',').map((name) => name.trim().toLowerCase());
  return names.filter((name) => name !== '');
}
