import { z } from 'zod';

/** What the runner tells the suites; it travels as JSON in an environment variable of the extension host. */
const SuiteEnvironment = z.object({
  /** The local COC service, COC's endpoint and IAM's. User settings point at it already. */
  sandbox: z.object({ origin: z.string(), token: z.string() }),
  /** The same service in a company's network: contract/privateNetwork.ts. */
  network: z.object({
    endpoint: z.string(),
    loopback: z.string(),
    caFile: z.string(),
    proxy: z.string(),
    strictProxy: z.string(),
    credentials: z.string(),
  }),
  /** Where VS Code keeps what is a user's own. */
  userDataDir: z.string(),
  /** The opened folder, holding the sample logs. */
  folder: z.string(),
  /** Where the results go, one JSON line per event. */
  eventsFile: z.string(),
  /** Runs only tests whose full title holds this. */
  grep: z.optional(z.string()),
});

export type SuiteEnvironment = z.infer<typeof SuiteEnvironment>;

export const suiteVariable = 'COC_SUITE_ENVIRONMENT';

export function suiteEnvironment(): SuiteEnvironment {
  const json = process.env[suiteVariable];
  if (json === undefined) throw new Error('The suites run through test/vscode/run.ts or test/vscode/desktop.ts.');
  return SuiteEnvironment.parse(JSON.parse(json));
}
