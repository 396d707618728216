import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { problems } from '@bora/contracts';
import { repositoryRoot } from '@bora/testing';
import { expect, it } from 'vitest';
import { openApiDocument } from '../src/openapi-document.ts';

it('docs/openapi.json is what the routes say (else run services/api/src/write-openapi.ts)', async () => {
  const committed = await readFile(join(repositoryRoot, 'docs/openapi.json'), 'utf8');
  expect(await openApiDocument()).toBe(committed);
});

it('docs/openapi.json lists every problem code with its status', async () => {
  const committed = await readFile(join(repositoryRoot, 'docs/openapi.json'), 'utf8');
  for (const [code, { status }] of Object.entries(problems))
    expect(committed).toContain(`\`${code}\` | ${status} |`);
});
