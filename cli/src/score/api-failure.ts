import { Problem } from '@bora/contracts';
import { CliError } from '../terminal/cli-error.ts';

/** The api answered, but not with what was asked for. */
export class ApiFailure extends CliError {
  readonly status: number;
  /** The stable problem code; `undefined` where the answer is not one of Bora. */
  readonly problemCode: string | undefined;
  readonly retryAfterSeconds: number | undefined;

  constructor(status: number, problem: Problem | undefined, retryAfterSeconds: number | undefined) {
    super(problem ? `${describeProblem(problem)}${status === 401 ? whatToDo : ''}` : notOurs(status));
    this.status = status;
    this.problemCode = problem?.code;
    this.retryAfterSeconds = retryAfterSeconds;
  }

  /** The same request may be answered if it comes again later. */
  get isPassing(): boolean {
    if (this.problemCode === 'no-champion') return false;
    return this.status === 503 || this.status === 429 || this.problemCode === 'idempotency-in-flight';
  }
}

/** No answer came: nothing listens, or the connection broke. */
export class ConnectionFailure extends CliError {
  /** Nothing listens at the address. */
  readonly isRefused: boolean;

  constructor(url: URL, cause: unknown) {
    const isRefused = codeOf(cause) === 'ECONNREFUSED';
    super(
      isRefused
        ? `No api answers at ${url.origin}: start it with \`npm start\` or with docker compose, or say with --url where it runs.`
        : `The connection to the api at ${url.origin} broke (${codeOf(cause)}): it may be starting, try again.`,
      { cause },
    );
    this.isRefused = isRefused;
  }
}

/** The failure that a response's body tells. */
export function apiFailure(status: number, retryAfter: string | null, body: string): ApiFailure {
  const problem = Problem.safeParse(parsed(body));
  const seconds = Number(retryAfter ?? Number.NaN);
  return new ApiFailure(status, problem.data, Number.isFinite(seconds) ? seconds : undefined);
}

function describeProblem({ title, detail, fields, line, requestId }: Problem): string {
  const place = line === undefined || detail !== undefined ? undefined : `Line ${line}`;
  const sentences = [title, detail, fields?.length ? `Fields: ${fields.join(', ')}` : undefined, place];
  const text = sentences.filter((sentence) => sentence !== undefined).map((one) => one.replace(/\.$/, ''));
  return `${text.join('. ')}. (request ${requestId})`;
}

const whatToDo =
  '\nMake a key on the page "API keys" and set BORA_API_KEY; for the api that `npm start` runs on this machine ' +
  "it stands in .data/secrets/local-key, with containers in the api's /var/lib/bora/local-key.";

function notOurs(status: number): string {
  return `The address answers with status ${status} and not like a Bora api: check --url and BORA_URL.`;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'no reason given';
  if ('code' in error && typeof error.code === 'string') return error.code;
  return error.cause === undefined ? error.message : codeOf(error.cause);
}
