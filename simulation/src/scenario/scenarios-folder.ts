import { resolve } from 'node:path';

/** Absolute path of the scenarios that ship. */
export const scenariosFolder = resolve(import.meta.dirname, '../../scenarios');
