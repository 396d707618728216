import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { ApplicationSchema, ComplianceProfile, type ProfileId } from '@bora/contracts';

const repository = path.resolve(import.meta.dirname, '../../..');
const dataFolder = path.resolve(repository, '../shared/data');

/** The real files are no part of the repository: tests that read them are skipped where they are not beside it. */
export const isRealDataAbsent = !existsSync(dataFolder);

export function publishedSchema(id: string): ApplicationSchema {
  return ApplicationSchema.parse(readJson('schemas', id));
}

export function complianceProfile(id: ProfileId): ComplianceProfile {
  return ComplianceProfile.parse(readJson('profiles', id));
}

export function realFile(...names: string[]): Buffer {
  return readFileSync(path.join(dataFolder, ...names));
}

function readJson(folder: string, id: string): unknown {
  return JSON.parse(readFileSync(path.join(repository, folder, `${id}.json`), 'utf8'));
}
