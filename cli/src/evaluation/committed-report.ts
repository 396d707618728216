import { readFile } from 'node:fs/promises';
import { EvaluationReport } from '@bora/contracts';
import { parsedJson } from '../files/schema-file.ts';
import { CliError } from '../terminal/cli-error.ts';

/** The report that stands where the new one will. @throws CliError where something else stands there */
export async function readCommittedReport(path: string): Promise<EvaluationReport | null> {
  const text = await readFile(path, 'utf8').catch(() => undefined);
  if (text === undefined) return null;
  const parsed = EvaluationReport.safeParse(parsedJson(text, path));
  if (parsed.success) return parsed.data;
  throw new CliError(
    `${path} is no evaluation report of this version, so it is not written over: remove it, or name another folder with --out.`,
  );
}

type WhatIsMeasured = Pick<EvaluationReport['protocol'], 'schema' | 'kind' | 'profile'>;

/** The report of one model must not take the place of another's by accident. @throws CliError */
export function refuseOtherReport(
  path: string,
  committed: { readonly protocol: WhatIsMeasured } | null,
  given: WhatIsMeasured,
): void {
  if (!committed) return;
  const { schema, kind, profile } = committed.protocol;
  if (schema === given.schema && kind === given.kind && profile === given.profile) return;
  throw new CliError(
    `${path} is the report of a ${kind} of ${schema} under profile ${profile}: name another folder with --out.`,
  );
}
