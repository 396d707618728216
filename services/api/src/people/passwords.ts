import { randomBytes } from 'node:crypto';
import { passwordLength } from '@bora/contracts';
import { hash, verify } from '@node-rs/argon2';
import { ApiProblem } from '../errors.ts';
import { createTurns } from '../limits/turns.ts';

/** Argon2id as OWASP's password storage cheat sheet asks at least: 19 MiB, two passes, one lane. */
const parameters = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;
const generatedBytes = 15;

/** One at a time: many who sign in at once would hold 19 MiB each, and all threads that files and streams need. */
const inTurn = createTurns();

export function hashPassword(password: string): Promise<string> {
  return inTurn(() => hash(password, parameters));
}

/** Takes equally long for any password, right or wrong. */
export function isPassword(passwordHash: string, password: string): Promise<boolean> {
  return inTurn(() => verify(passwordHash, password));
}

let nobodys: Promise<string> | undefined;

/** A hash that no password has, so that an unknown name takes as long to refuse as a known one. */
export function nobodysHash(): Promise<string> {
  nobodys ??= hashPassword(randomBytes(32).toString('hex'));
  return nobodys;
}

/** 120 bits that can be read out: four groups of five characters. */
export function generatePassword(): string {
  const text = randomBytes(generatedBytes).toString('base64url').replaceAll('-', 'x').replaceAll('_', 'y');
  return text.match(/.{5}/g)!.join('-');
}

/** Throws `password-unsuitable`. */
export function assertSuitable(password: string, name: string): void {
  const { minimum, maximum } = passwordLength;
  if (password.length < minimum || password.length > maximum) {
    throw new ApiProblem('password-unsuitable', `A password has ${minimum} to ${maximum} characters.`);
  }
  if (new Set(password).size < 5 || password.toLowerCase().includes(name)) {
    throw new ApiProblem(
      'password-unsuitable',
      'A password must not hold the name, and has at least five different characters.',
    );
  }
}
