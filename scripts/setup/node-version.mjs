import { SetupError } from './setup-error.mjs';

const MINIMUM = { major: 20, minor: 19 };

/**
 * @param {string} version of the running Node.js, such as `20.19.0`
 * @throws {SetupError} when it is older than Bora needs
 */
export function requireNode(version = process.versions.node) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > MINIMUM.major || (major === MINIMUM.major && minor >= MINIMUM.minor)) return;
  throw new SetupError(
    `Bora needs Node.js ${MINIMUM.major}.${MINIMUM.minor} or newer and this is ${version}: install a newer one from https://nodejs.org.`,
  );
}
