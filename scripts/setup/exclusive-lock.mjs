import { mkdirSync, renameSync, rmSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { dirname, relative } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

const RETRY_MS = 200;

/**
 * A lock between processes: whoever listens on the socket file holds it. The system lets go of it when the
 * holder dies, however it dies, so that a crash never leaves a lock behind.
 *
 * @param {string} path of the socket file
 * @returns {Promise<(() => Promise<void>) | undefined>} the release, or undefined while another process holds it
 */
export async function tryLock(path) {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  for (;;) {
    const release = await listen(shortest(path));
    if (release !== undefined) return release;
    if (await isHeld(shortest(path))) return undefined;
    removeAbandoned(path);
  }
}

/**
 * @param {string} path of the socket file
 * @param {{ signal?: AbortSignal | undefined, onWait?: () => void }} options `onWait` is told once that another process holds it
 * @returns {Promise<() => Promise<void>>} the release
 */
export async function waitForLock(path, { signal, onWait } = {}) {
  for (let attempt = 0; ; attempt += 1) {
    const release = await tryLock(path);
    if (release !== undefined) return release;
    if (attempt === 0) onWait?.();
    await delay(RETRY_MS, undefined, signal === undefined ? {} : { signal });
  }
}

/**
 * A socket path may have about 100 bytes, which a relative one seldom passes.
 *
 * @param {string} path
 */
function shortest(path) {
  const fromHere = relative(process.cwd(), path);
  return fromHere.length < path.length ? fromHere : path;
}

/**
 * @param {string} path
 * @returns {Promise<(() => Promise<void>) | undefined>}
 */
function listen(path) {
  const server = createServer((socket) => socket.destroy());
  server.unref();
  return new Promise((resolve, reject) => {
    server.once('error', (error) => {
      if ('code' in error && error.code === 'EADDRINUSE') resolve(undefined);
      else reject(error);
    });
    server.listen(path, () => resolve(() => new Promise((closed) => server.close(() => closed()))));
  });
}

/**
 * @param {string} path
 * @returns {Promise<boolean>}
 */
function isHeld(path) {
  return new Promise((resolve) => {
    const socket = connect(path);
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

/** @param {string} path */
function removeAbandoned(path) {
  const aside = `${path}.${process.pid}`;
  try {
    renameSync(path, aside);
    rmSync(aside, { force: true });
  } catch (error) {
    // Another process that waited for the same lock has removed it first.
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
  }
}
