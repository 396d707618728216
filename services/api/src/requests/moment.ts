import { z } from 'zod';

/** A day, which begins at midnight UTC, or a moment. */
export const Moment = z
  .union([z.iso.datetime({ offset: true }), z.iso.date()])
  .transform((text) => new Date(text))
  .optional();
