import { z } from 'zod';

/** What a number or a closed list can say of itself. */
const Described = z.object({
  type: z.string().optional(),
  enum: z.array(z.string()).optional(),
  minimum: z.number().optional(),
  exclusiveMinimum: z.number().optional(),
  maximum: z.number().optional(),
});
type Described = z.infer<typeof Described>;

/** One sentence on a variable that is not valid: what is allowed. What was given is not repeated: it may be a secret. */
export function describeInvalid(
  name: string,
  schema: z.core.$ZodType | undefined,
  issue: z.core.$ZodIssue,
): string {
  const described =
    schema && Described.parse(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }));
  const closed = described && closedForm(described);
  return `${name} is not valid; allowed: ${closed ?? openForm(issue)}.`;
}

function closedForm({
  type,
  enum: values,
  minimum,
  exclusiveMinimum,
  maximum,
}: Described): string | undefined {
  if (values) return values.join(', ');
  if (type !== 'integer' && type !== 'number') return undefined;
  const kind = type === 'integer' ? 'a whole number' : 'a number';
  const bounds = [
    minimum === undefined ? [] : `at least ${minimum}`,
    exclusiveMinimum === undefined ? [] : `more than ${exclusiveMinimum}`,
    maximum === undefined ? [] : `at most ${maximum}`,
  ].flat();
  return bounds.length === 0 ? kind : `${kind}, ${bounds.join(' and ')}`;
}

/** Of free text the schema says what it must look like, in words where it has some. */
function openForm(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_value') return issue.values.join(', ');
  if (!issue.message.startsWith('Invalid')) return issue.message;
  if (issue.code !== 'invalid_format') return issue.message;
  return issue.format === 'regex' ? `text of the form ${issue.pattern}` : `a ${issue.format} as text`;
}
