import { z } from 'zod';

/** One line of the events file, written as it happens: a host that dies leaves what was tested until then. */
const SuiteEvent = z.discriminatedUnion('event', [
  /** `title` is the path of suites down to the test; `milliseconds` what it took. */
  z.object({ event: z.literal('pass'), title: z.array(z.string()), milliseconds: z.number() }),
  z.object({ event: z.literal('fail'), title: z.array(z.string()), stack: z.string() }),
  z.object({ event: z.literal('skip'), title: z.array(z.string()) }),
  z.object({ event: z.literal('end') }),
]);

export type SuiteEvent = z.infer<typeof SuiteEvent>;

/** All complete lines of an events file. */
export function parseEvents(text: string): readonly SuiteEvent[] {
  return text
    .split('\n')
    .slice(0, -1)
    .map((line) => SuiteEvent.parse(JSON.parse(line)));
}
