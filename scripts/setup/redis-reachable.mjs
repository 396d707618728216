import { connect } from 'node:net';
import { SetupError } from './setup-error.mjs';

const TIMEOUT_MS = 5_000;

/**
 * @param {string} url the value of REDIS_URL; its password never reaches a message
 * @throws {SetupError} when nothing accepts connections there
 */
export async function requireReachableRedis(url) {
  if (!URL.canParse(url)) throw new SetupError('REDIS_URL must be a URL such as redis://127.0.0.1:6379.');
  const { hostname, port } = new URL(url);
  const number = Number(port || 6379);
  if (await accepts(hostname, number)) return;
  throw new SetupError(
    `Nothing answers at ${hostname}:${number}, which REDIS_URL names: start that Redis, or unset REDIS_URL so that Bora runs its own.`,
  );
}

/**
 * @param {string} host
 * @param {number} port
 * @returns {Promise<boolean>}
 */
function accepts(host, port) {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: TIMEOUT_MS });
    const finish = (/** @type {boolean} */ isAccepted) => {
      socket.destroy();
      resolve(isAccepted);
    };
    socket.once('connect', () => finish(true));
    socket.once('error', () => finish(false));
    socket.once('timeout', () => finish(false));
  });
}
