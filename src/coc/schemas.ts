/**
 * Schemas that several readers share. They stand for zod's own checks and its record, each of which would bring much of
 * zod into the bundle; for the same reason nothing here or elsewhere uses `z.catch`, `z.int`, `z.enum` or
 * `z.discriminatedUnion`.
 */
import * as z from 'zod/mini';

/** In UTF-16 units of a text, or entries of a list. */
export function atMost(limit: number) {
  return z.refine<{ readonly length: number }>(({ length }) => length <= limit);
}

/** Of a person, an application, a draft: not empty, and short enough for any service. */
export const idSchema = z.string().check(z.refine((text) => text.length > 0 && text.length <= 255));

export const integer = z.number().check(z.refine(Number.isSafeInteger));
export const positiveInteger = integer.check(z.refine((number) => number > 0));

/** An object with any keys. */
export function recordOf<T>(entry: z.ZodMiniType<T>) {
  return z.catchall(z.object({}), entry);
}
