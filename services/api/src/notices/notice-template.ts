import { readdir, readFile } from 'node:fs/promises';
import { NoticeTemplate, type ProfileId, ReasonWording } from '@bora/contracts';

const folder = new URL('../../../../notices/', import.meta.url);

/** The newest template of a compliance profile; `undefined` where the profile knows no notice. */
export async function newestTemplate(profile: ProfileId): Promise<NoticeTemplate | undefined> {
  const versions = (await readdir(folder))
    .map((name) => /^(.+)\.(\d+)\.json$/.exec(name))
    .filter((match) => match?.[1] === profile)
    .map((match) => Number(match![2]));
  return versions.length === 0 ? undefined : readTemplate(profile, Math.max(...versions));
}

export async function readTemplate(profile: ProfileId, version: number): Promise<NoticeTemplate> {
  const text = await readFile(new URL(`${profile}.${version}.json`, folder), 'utf8');
  return NoticeTemplate.parse(JSON.parse(text));
}

/** The reasons in the words of the template's language; `undefined` where it says them as schema and policy do. */
export async function readWording({ wording }: NoticeTemplate): Promise<ReasonWording | undefined> {
  if (wording === undefined) return undefined;
  const text = await readFile(new URL(`wordings/${wording}.json`, folder), 'utf8');
  return ReasonWording.parse(JSON.parse(text));
}
