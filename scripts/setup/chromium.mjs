import { SetupError } from './setup-error.mjs';
import { ensureProgram } from './system-program.mjs';

const USUAL_FOLDERS = ['/usr/bin', '/usr/local/bin', '/opt/google/chrome'];
const chromium = {
  names: ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'],
  aptPackage: 'chromium',
  brewFormula: undefined,
  byHand:
    'The tests in a browser are skipped: they need Chromium (Debian and Ubuntu: `sudo apt-get install chromium`).',
};

/**
 * Finds a Chromium for the tests in a browser, and installs it with apt where it is missing.
 *
 * @param {{ logsFolder: string }} options
 * @returns {Promise<string | undefined>} its path; undefined, after one sentence, where it cannot be had
 */
export async function ensureChromium({ logsFolder }) {
  try {
    return await ensureProgram(chromium, { logsFolder, folders: USUAL_FOLDERS });
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    console.error(chromium.byHand);
    return undefined;
  }
}
