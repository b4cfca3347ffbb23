/** Reading a record's JSON: ours, damaged, or written by a newer version of this extension. */
import * as z from 'zod/mini';
import { firstIssue } from '../coc/wire.ts';

export type ParseResult<T> =
  | { readonly kind: 'ok'; readonly record: T }
  /** `detail` names what is wrong, never what stands there: it goes into the log. */
  | { readonly kind: 'damaged'; readonly detail: string }
  | { readonly kind: 'newer'; readonly version: number };

export type ParseRecord<T> = (value: unknown) => ParseResult<T>;

const versioned = z.object({ version: z.int().check(z.positive()) });

/** Makes a record of the present version of one of the version before, without believing anything of it. */
type Upgrade = (old: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>>;

/**
 * A parser for records of the present version. Keys that the schema does not know are dropped, and are gone with the
 * next change: a new key, optional or not, needs a new version, so that older windows leave such records alone.
 * @param upgrade for records of the version before; their files stay as they are until their next change.
 */
export function createRecordParser<T>(version: number, schema: z.ZodMiniType<T>, upgrade?: Upgrade): ParseRecord<T> {
  return (value) => {
    const head = versioned.safeParse(value);
    if (!head.success) return { kind: 'damaged', detail: wrong(head.error) };
    if (head.data.version > version) return { kind: 'newer', version: head.data.version };
    const isOlder = upgrade !== undefined && head.data.version === version - 1;
    const whole = schema.safeParse(isOlder ? { ...upgrade(Object(value)), version } : value);
    return whole.success ? { kind: 'ok', record: whole.data } : { kind: 'damaged', detail: wrong(whole.error) };
  };
}

function wrong(error: z.core.$ZodError): string {
  const whole = error.issues[0]?.path.length === 0;
  return whole ? 'is not a record' : `has a wrong or missing ${firstIssue(error)}`;
}
