import { z } from 'zod';

/**
 * A variable whose text is read by the parser that its users have.
 *
 * @param parse throws where the text is none of its kind; its message is not said, because it may hold what was given.
 * @param allowed what is said in its place.
 */
export function readBy<Value>(parse: (text: string) => Value, allowed: string) {
  return z.string().transform((text, { addIssue }): Value => {
    try {
      return parse(text);
    } catch {
      addIssue(allowed);
      return z.NEVER;
    }
  });
}
