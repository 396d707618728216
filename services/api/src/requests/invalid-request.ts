import type { FastifyError } from 'fastify';
import { z } from 'zod';
import { ApiProblem } from '../errors.ts';

const maximumIssues = 5;
/** What zod says of a value that is not there. */
const missingValue = /^Invalid input: expected (.+), received undefined$/;

/** The problem of a request that is not as documented. It names places and what is expected there, never values. */
export function invalidRequest(error: FastifyError): ApiProblem {
  const where = error.validationContext ?? 'request';
  const issues = (error.validation ?? [])
    .slice(0, maximumIssues)
    .flatMap(({ instancePath, message, keyword, params }) => {
      const place = instancePath.split('/').filter(Boolean);
      return plainIssues(place, { code: keyword, message: message ?? 'not valid', ...params });
    })
    .slice(0, maximumIssues)
    .map(({ place, message }) => ({ place: place.join('/').slice(0, 100), message }));
  const said = issues.map(({ place, message }) => {
    const plain = message.replace(missingValue, 'missing, $1 expected').slice(0, 300);
    return `${where}${place ? ` ${place}` : ''}: ${plain}`;
  });
  const fields = issues.map(({ place }) => place).filter(Boolean);
  return new ApiProblem('bad-request', `${said.join('; ')}.`, {
    fields: fields.length > 0 ? fields : undefined,
  });
}

interface PlainIssue {
  readonly place: readonly string[];
  readonly message: string;
}

const Issue = z.looseObject({
  code: z.string(),
  message: z.string(),
  path: z.array(z.union([z.string(), z.number()])).default([]),
});
type Issue = z.infer<typeof Issue>;
const Union = z.looseObject({ code: z.literal('invalid_union'), errors: z.array(z.array(Issue)).min(1) });

const UnknownProperties = z.looseObject({ code: z.literal('unrecognized_keys'), keys: z.array(z.string()) });

/** Of a value that may be of several forms, what is wrong with it as the form that it comes nearest to. */
function plainIssues(place: readonly string[], issue: { code: string; message: string }): PlainIssue[] {
  const unknown = UnknownProperties.safeParse(issue);
  if (unknown.success)
    return unknown.data.keys.map((key) => ({ place: [...place, key], message: 'is not known here' }));
  const union = Union.safeParse(issue);
  if (!union.success) return [{ place, message: issue.message }];
  const forms = union.data.errors;
  const nearest = forms.find((form) =>
    form.every(({ code, path }) => path.length > 0 || code !== 'invalid_type'),
  );
  if (!nearest) return [{ place, message: expectedForms(forms) }];
  return nearest.flatMap((one) => plainIssues([...place, ...one.path.map(String)], one));
}

/** `Invalid input: expected string or number, received object` */
function expectedForms(forms: readonly (readonly Issue[])[]): string {
  const pattern = /expected (\S+), received (\S+)$/;
  const found = forms.flatMap((form) => form.flatMap(({ message }) => pattern.exec(message)?.slice(1) ?? []));
  const names = new Set(found.filter((_, index) => index % 2 === 0));
  return `Invalid input: expected ${[...names].join(' or ')}, received ${found[1] ?? 'another one'}`;
}
