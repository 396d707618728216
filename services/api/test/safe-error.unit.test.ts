import { PayloadUnreadableError } from '@bora/batch-store';
import { ConfigError } from '@bora/environment';
import { describe, expect, it } from 'vitest';
import { createLogger } from '../src/logging/logger.ts';
import { safeError } from '../src/logging/safe-error.ts';

const secret = 'an applicant value';

function failing(message: string): Error {
  return Object.assign(new TypeError(message), {
    code: 'E_FAILED',
    command: { name: 'set', args: [secret] },
  });
}

/** What is written to the log by `say`. */
function logged(say: (log: ReturnType<typeof createLogger>) => void): string {
  const lines: string[] = [];
  say(createLogger('debug', { write: (line) => lines.push(line) }));
  return lines.join('');
}

describe('an error that is not ours', () => {
  it('is told by name, code and places in the code, without its message', () => {
    const safe = safeError(failing(secret));
    expect(safe).toMatchObject({ name: 'TypeError', code: 'E_FAILED' });
    expect(safe.stack).toContain('safe-error.unit.test.ts');
    expect(JSON.stringify(safe)).not.toContain(secret);
  });

  it('gives nothing away by a message that looks like places in the code', () => {
    expect(JSON.stringify(safeError(failing(`x\n    at ${secret} (y)\n    at z`)))).not.toContain(secret);
  });

  it('gives nothing away by its causes', () => {
    const error = new Error('outer', { cause: failing(secret) });
    expect(safeError(error).cause).toMatchObject({ name: 'TypeError' });
    expect(JSON.stringify(safeError(error))).not.toContain(secret);
  });

  it('gives nothing away in whichever way it is logged', () => {
    const error = failing(secret);
    const text = logged((log) => {
      log.error(error);
      log.error({ err: error });
      log.error({ err: error }, error.message);
      log.warn({ error }, `it failed: ${error.message}`);
      log.child({ requestId: '1' }).error(error, error.message);
      log.info({ req: { url: secret, headers: { a: secret } }, res: { body: secret } }, 'request');
    });
    expect(text.split('\n')).toHaveLength(7);
    expect(text).not.toContain(secret);
  });
});

it('a line of any word is written', () => {
  expect(logged((log) => log.info('listening'))).toContain('"msg":"listening"');
});

describe('an error of ours', () => {
  it('says what it has to say', () => {
    const { message } = new PayloadUnreadableError();
    expect(safeError(new PayloadUnreadableError()).message).toBe(message);
    expect(logged((log) => log.error(new PayloadUnreadableError()))).toContain(message);
  });

  it('about the environment names the variables', () => {
    expect(safeError(new ConfigError(['PORT'])).message).toContain('PORT');
  });
});

it('what is no error is told by its type', () => {
  expect(safeError(secret)).toEqual({ name: 'string' });
});

it('of an answer of Redis the first word is told, and nothing of the command', () => {
  const reply = Object.assign(new Error(`WRONGPASS invalid ${secret}`), { name: 'ReplyError' });
  expect(safeError(reply)).toMatchObject({ name: 'ReplyError', code: 'WRONGPASS' });
  expect(JSON.stringify(safeError(reply))).not.toContain(secret);
});
