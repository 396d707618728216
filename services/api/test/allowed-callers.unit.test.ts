import { describe, expect, it } from 'vitest';
import { assertAllowedCaller } from '../src/allowed-callers.ts';

function refusal(
  headers: { host?: string; origin?: string },
  { method = 'POST', allowed = [] as string[] } = {},
): string | undefined {
  try {
    assertAllowedCaller({ method, headers }, allowed);
    return undefined;
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
  }
}

describe('a Host', () => {
  it.each(['localhost', 'LOCALHOST:3000', '127.0.0.1', '127.0.0.1:80', '[::1]', '[::1]:3000'])(
    'of this machine is answered: %s',
    (host) => expect(refusal({ host })).toBeUndefined(),
  );

  it.each([
    'stranger.example',
    'localhost.stranger.example:3000',
    '127.0.0.1.stranger.example',
    '10.0.0.7',
    '',
  ])('of another name is refused: %s', (host) =>
    expect(refusal({ host }, { method: 'GET' })).toBe('host-not-allowed'),
  );

  it('that is absent is refused', () => expect(refusal({})).toBe('host-not-allowed'));

  it('that is listed is answered, on any port unless the list names one', () => {
    expect(refusal({ host: 'api:3000' }, { allowed: ['api'] })).toBeUndefined();
    expect(refusal({ host: 'api:3000' }, { allowed: ['api:3000'] })).toBeUndefined();
    expect(refusal({ host: 'api:3001' }, { allowed: ['api:3000'] })).toBe('host-not-allowed');
    expect(refusal({ host: 'stranger.example' }, { allowed: ['*'] })).toBeUndefined();
  });
});

describe('an Origin', () => {
  const host = 'localhost:3000';

  it.each(['https://stranger.example', 'null', 'http://localhost:8080', 'http://localhost', 'file://', ''])(
    'that is not of this host may change nothing: %s',
    (origin) => {
      for (const method of ['POST', 'PUT', 'PATCH', 'DELETE'])
        expect(refusal({ host, origin }, { method })).toBe('origin-not-allowed');
      expect(refusal({ host, origin }, { method: 'GET' })).toBeUndefined();
    },
  );

  it('of this host may', () => {
    expect(refusal({ host, origin: 'http://localhost:3000' })).toBeUndefined();
    expect(refusal({ host: '[::1]:3000', origin: 'http://[::1]:3000' })).toBeUndefined();
  });

  it('that is listed may, behind a proxy that replaces Host', () => {
    const allowed = ['api', 'bora.example'];
    expect(refusal({ host: 'api:3000', origin: 'https://bora.example' }, { allowed })).toBeUndefined();
    expect(refusal({ host: 'api:3000', origin: 'https://other.example' }, { allowed })).toBe(
      'origin-not-allowed',
    );
  });

  it('of another site may not, even where every Host is answered', () => {
    expect(refusal({ host: 'api', origin: 'https://stranger.example' }, { allowed: ['*'] })).toBe(
      'origin-not-allowed',
    );
  });
});
