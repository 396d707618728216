import { generateKeyPairSync } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ObjectStore } from '@bora/object-store';
import { describe, expect, it } from 'vitest';
import {
  copyBundle,
  generateSigningKey,
  jsonBytes,
  listBundles,
  parseSigningKey,
  parseTrustedKeys,
  promoteChampion,
  putSignature,
  readBundle,
  readManifestBytes,
  readTrustedKeys,
  seedBundles,
  sha256,
  signBundle,
  writeBundle,
} from '../src/index.ts';
import { folderForTest } from './folder-for-tests.ts';
import { interceptedStore } from './intercepted-store.ts';
import { inventedBundle, requirement } from './invented-bundle.ts';

const reference = { name: 'bakeries', version: '20260101-000000-00000000' };
const pair = () => {
  const { privateKey, publicKey } = generateSigningKey();
  return { signer: parseSigningKey(privateKey), publicKey };
};
const ours = pair();
const theirs = pair();
const asking = (...keys: { publicKey: string }[]) => ({
  ...requirement,
  trusted: parseTrustedKeys(keys.map(({ publicKey }) => publicKey).join(',')),
});
const signatureKey = `${reference.name}/${reference.version}/manifest.sig`;

async function stored({ signer }: { signer?: typeof ours.signer } = {}): Promise<ObjectStore> {
  const { store } = await folderForTest();
  const { description, files } = inventedBundle();
  await writeBundle(store, description, files, requirement);
  if (signer) await putSignature(store, reference, await readManifestBytes(store, reference), signer);
  return store;
}

/** What somebody does who can write to the store: another scale, and a manifest that fits it. */
async function alter(store: ObjectStore): Promise<void> {
  const manifest = JSON.parse(Buffer.from(await readManifestBytes(store, reference)).toString());
  const scale = jsonBytes({ scoreAtBaseOdds: 800 });
  manifest.files['scale.json'] = { sha256: sha256(scale), size: scale.length };
  await store.put(`${reference.name}/${reference.version}/scale.json`, scale);
  await store.put(`${reference.name}/${reference.version}/manifest.json`, jsonBytes(manifest));
}

const codeOf = (store: ObjectStore, ...keys: { publicKey: string }[]) =>
  readBundle(store, reference, asking(...keys)).then(
    () => 'read',
    (error: { code?: string }) => error.code,
  );

describe('where keys are given, a bundle', () => {
  it('that one of them signed is read, and one that nobody signed is refused by name', async () => {
    expect(await codeOf(await stored({ signer: ours.signer }), ours)).toBe('read');
    expect(await codeOf(await stored(), ours)).toBe('bundle-unsigned');
  });

  it('whose files were changed together with their hashes is refused, and without keys nobody would notice', async () => {
    const store = await stored({ signer: ours.signer });
    await alter(store);
    expect((await readBundle(store, reference, requirement)).scale.scoreAtBaseOdds).toBe(800);
    expect(await codeOf(store, ours)).toBe('bundle-altered');
  });

  it('that another key signed is refused, and the message names that key', async () => {
    const store = await stored({ signer: theirs.signer });
    const reading = readBundle(store, reference, asking(ours));
    await expect(reading).rejects.toMatchObject({ code: 'bundle-signer-unknown' });
    await expect(reading).rejects.toThrow(theirs.signer.id);
  });

  it('whose signature claims a key that did not make it is refused', async () => {
    const store = await stored({ signer: theirs.signer });
    const forged = JSON.parse(Buffer.from(await store.get(signatureKey)).toString());
    await store.put(signatureKey, jsonBytes({ ...forged, keyId: ours.signer.id }));
    expect(await codeOf(store, ours)).toBe('bundle-altered');
  });

  it.each(['', '{}', 'no signature', '{"algorithm":"none","keyId":"0000000000000000","signature":""}'])(
    'whose signature is %j is refused',
    async (text) => {
      const store = await stored();
      await store.put(signatureKey, new TextEncoder().encode(text));
      expect(await codeOf(store, ours)).toBe('bundle-altered');
    },
  );

  it('keeps no signature of another version', async () => {
    const store = await stored();
    const other = { ...reference, version: '20260102-000000-00000000' };
    const { description, files } = inventedBundle({ version: other.version });
    await writeBundle(store, description, files, requirement);
    await putSignature(store, other, await readManifestBytes(store, other), ours.signer);
    await store.put(signatureKey, await store.get(`${other.name}/${other.version}/manifest.sig`));
    expect(await codeOf(store, ours)).toBe('bundle-altered');
  });

  it('is listed with what is wrong with its signature, is not promoted and not copied', async () => {
    const store = await stored();
    const [listed] = await listBundles(store, undefined, asking(ours).trusted);
    expect(listed?.error?.code).toBe('bundle-unsigned');
    await expect(promoteChampion(store, reference, asking(ours))).rejects.toMatchObject({
      code: 'bundle-unsigned',
    });
    const { store: target } = await folderForTest();
    await expect(copyBundle(store, target, reference, asking(ours))).rejects.toMatchObject({
      code: 'bundle-unsigned',
    });
  });

  it('takes its signature along when it is copied', async () => {
    const { store: target } = await folderForTest();
    await copyBundle(await stored({ signer: ours.signer }), target, reference, asking(ours));
    expect(await codeOf(target, ours)).toBe('read');
  });
});

describe('signing', () => {
  it('signs the manifest that the files were held against, and none that stood there for a moment', async () => {
    const store = await stored();
    const manifestKey = `${reference.name}/${reference.version}/manifest.json`;
    const sound = await store.get(manifestKey);
    await alter(store);
    const [altered, scale] = [
      await store.get(manifestKey),
      `${reference.name}/${reference.version}/scale.json`,
    ];
    await store.put(scale, inventedBundle().files['scale.json']!);
    // The altered manifest stands there at the first look and the sound one at every later one.
    let looks = 0;
    const swapped = interceptedStore(store, async (call, key) => {
      if (call === 'get' && key === manifestKey)
        await store.put(manifestKey, looks++ === 0 ? altered : sound);
    });
    await expect(signBundle(swapped, reference, requirement, ours.signer)).rejects.toMatchObject({
      code: 'bundle-damaged',
    });
    expect(await store.exists(signatureKey)).toBe(false);
    await store.put(manifestKey, sound);
    expect(await signBundle(store, reference, requirement, ours.signer)).toBe(sha256(sound));
    expect(await codeOf(store, ours)).toBe('read');
  });
});

describe('changing the key', () => {
  it('needs no moment without a served model: both are taken, all is signed anew, the old one goes', async () => {
    const [before, after] = [pair(), pair()];
    const store = await stored({ signer: before.signer });
    expect(await codeOf(store, before, after)).toBe('read');
    await putSignature(store, reference, await readManifestBytes(store, reference), after.signer);
    expect(await codeOf(store, before, after)).toBe('read');
    expect(await codeOf(store, after)).toBe('read');
    expect(await codeOf(store, before)).toBe('bundle-signer-unknown');
  });
});

describe('seeding with a key', () => {
  const seeding = { signer: ours.signer };

  it('signs what ships, also where it was stored before without a signature, and promotes it', async () => {
    const shipped = await stored();
    await promoteChampion(shipped, reference, requirement);
    const { store } = await folderForTest();
    await seedBundles(shipped, store, requirement);
    expect(await codeOf(store, ours)).toBe('bundle-unsigned');
    await seedBundles(shipped, store, asking(ours), seeding);
    expect(await codeOf(store, ours)).toBe('read');
  });

  it('does not sign what somebody put in the place of what ships', async () => {
    const [shipped, store] = [await stored(), await stored()];
    await alter(store);
    await seedBundles(shipped, store, asking(ours), seeding);
    expect(await codeOf(store, ours)).toBe('bundle-altered');
  });
});

describe('keys', () => {
  it('of openssl, as PEM, are the same as their lines', async () => {
    const { privateKey, publicKey } = generateKeyPairSync('ed25519', {
      privateKeyEncoding: { format: 'pem', type: 'pkcs8' },
      publicKeyEncoding: { format: 'pem', type: 'spki' },
    });
    const signer = parseSigningKey(privateKey);
    expect([...parseTrustedKeys(publicKey).keys()]).toEqual([signer.id]);
    expect([...parseTrustedKeys(signer.publicKey).keys()]).toEqual([signer.id]);
    expect([...parseTrustedKeys(publicKey + publicKey).keys()]).toEqual([signer.id]);
  });

  it('of another kind, or none, are refused without being said', async () => {
    const rsa = generateKeyPairSync('rsa', {
      modulusLength: 2048,
      privateKeyEncoding: { format: 'der', type: 'pkcs8' },
      publicKeyEncoding: { format: 'der', type: 'spki' },
    });
    const wrong = [rsa.privateKey.toString('base64'), 'hunter2', '', ours.publicKey];
    for (const text of wrong) {
      expect(() => parseSigningKey(text)).toThrow(
        expect.objectContaining({
          code: 'signing-key-invalid',
          message: expect.not.stringContaining('hunter2'),
        }),
      );
    }
    for (const text of [rsa.publicKey.toString('base64'), 'hunter2', '', generateSigningKey().privateKey]) {
      expect(() => parseTrustedKeys(text)).toThrow(expect.objectContaining({ code: 'signing-key-invalid' }));
    }
  });

  it('come from the setting and from the file, and a file that cannot be read does not turn the check off', async () => {
    const { path } = await folderForTest();
    const file = join(path, 'public-keys');
    await writeFile(file, `${theirs.publicKey}\n`);
    expect(await readTrustedKeys(undefined, undefined)).toBe(undefined);
    expect([...(await readTrustedKeys(parseTrustedKeys(ours.publicKey), file))!.keys()]).toEqual([
      ours.signer.id,
      theirs.signer.id,
    ]);
    await expect(readTrustedKeys(parseTrustedKeys(ours.publicKey), join(path, 'missing'))).rejects.toThrow(
      /ENOENT/,
    );
  });
});
