/** Reading a record's JSON: ours, damaged, or written by a newer version of this extension. */
import * as z from 'zod/mini';
import { positiveInteger } from '../coc/schemas.ts';
import { firstIssue } from '../coc/wire.ts';

export type ParseResult<T> =
  | { readonly kind: 'ok'; readonly record: T }
  /** `detail` names what is wrong, never what stands there: it goes into the log. */
  | { readonly kind: 'damaged'; readonly detail: string }
  | { readonly kind: 'newer'; readonly version: number };

export type ParseRecord<T> = (value: unknown) => ParseResult<T>;

const versioned = z.object({ version: positiveInteger });

/**
 * A parser for records of the present version. Keys that the schema does not know are dropped, and are gone with the
 * next change: a new key, optional or not, needs a new version, so that older windows leave such records alone.
 */
export function createRecordParser<T>(version: number, schema: z.ZodMiniType<T>): ParseRecord<T> {
  return (value) => {
    const head = versioned.safeParse(value);
    if (!head.success) return { kind: 'damaged', detail: wrong(head.error) };
    if (head.data.version > version) return { kind: 'newer', version: head.data.version };
    const whole = schema.safeParse(value);
    return whole.success ? { kind: 'ok', record: whole.data } : { kind: 'damaged', detail: wrong(whole.error) };
  };
}

function wrong(error: z.core.$ZodError): string {
  const whole = error.issues[0]?.path.length === 0;
  return whole ? 'is not a record' : `has a wrong or missing ${firstIssue(error)}`;
}
