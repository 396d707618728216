import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
} from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { PublicKeysFileError, SigningKeyError } from './signing-error.ts';

/** An Ed25519 key that signs manifests. */
export interface SigningKey {
  /** Names the key in signatures and messages: 16 hexadecimal digits of a hash of its public half. */
  readonly id: string;
  readonly key: KeyObject;
  /** The public half as one line: base64 of its SubjectPublicKeyInfo. */
  readonly publicKey: string;
}

/** Keys whose signatures are taken, by id. */
export type TrustedKeys = ReadonlyMap<string, KeyObject>;

/** A new key: both halves as one line of base64 each, the body of their PEM files. */
export function generateSigningKey(): { privateKey: string; publicKey: string } {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519', {
    privateKeyEncoding: { format: 'der', type: 'pkcs8' },
    publicKeyEncoding: { format: 'der', type: 'spki' },
  });
  return { privateKey: privateKey.toString('base64'), publicKey: publicKey.toString('base64') };
}

/**
 * Reads a private key: a PEM text, as `openssl genpkey -algorithm ed25519` writes it too, or its base64 line alone.
 *
 * @throws SigningKeyError when it is not one Ed25519 private key.
 */
export function parseSigningKey(text: string): SigningKey {
  const [line, ...more] = linesOf(text, 'PRIVATE KEY');
  if (line === undefined || more.length > 0) throw new SigningKeyError('private');
  const key = keyOf('private', () =>
    createPrivateKey({ key: Buffer.from(line, 'base64'), format: 'der', type: 'pkcs8' }),
  );
  const publicKey = derOf(createPublicKey(key));
  return { id: idOf(publicKey), key, publicKey: publicKey.toString('base64') };
}

/**
 * Reads public keys: PEM texts one after another, or their base64 lines with commas or spaces between.
 *
 * @throws SigningKeyError when there is none, or one is not an Ed25519 public key.
 */
export function parseTrustedKeys(text: string): TrustedKeys {
  const keys = linesOf(text, 'PUBLIC KEY').map((line) =>
    keyOf('public', () => createPublicKey({ key: Buffer.from(line, 'base64'), format: 'der', type: 'spki' })),
  );
  if (keys.length === 0) throw new SigningKeyError('public');
  return new Map(keys.map((key) => [idOf(derOf(key)), key]));
}

/**
 * The keys whose signatures a process takes, from a setting (read by `parseTrustedKeys`) and from a file; `undefined` where neither is set, and then
 * signatures are not asked for.
 *
 * @throws SigningKeyError, PublicKeysFileError.
 */
export async function readTrustedKeys(
  setting: TrustedKeys | undefined,
  file: string | undefined,
): Promise<TrustedKeys | undefined> {
  if (setting === undefined && file === undefined) return undefined;
  const given = setting ?? [];
  const kept = file === undefined ? [] : [...parseTrustedKeys(await fileText(file))];
  return new Map([...given, ...kept]);
}

async function fileText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    throw new PublicKeysFileError(file, reason, { cause: error });
  }
}

function linesOf(text: string, label: string): string[] {
  if (!text.includes('-----BEGIN')) return text.split(/[\s,]+/).filter((line) => line !== '');
  const blocks = text.matchAll(new RegExp(`-----BEGIN ${label}-----([^-]*)-----END ${label}-----`, 'g'));
  return [...blocks].map(([, body]) => body!.replace(/\s/g, ''));
}

function keyOf(half: 'private' | 'public', parse: () => KeyObject): KeyObject {
  let key: KeyObject;
  try {
    key = parse();
  } catch {
    throw new SigningKeyError(half);
  }
  if (key.asymmetricKeyType !== 'ed25519') throw new SigningKeyError(half);
  return key;
}

function derOf(publicKey: KeyObject): Buffer {
  return publicKey.export({ format: 'der', type: 'spki' });
}

function idOf(publicKeyDer: Buffer): string {
  return createHash('sha256').update(publicKeyDer).digest('hex').slice(0, 16);
}
