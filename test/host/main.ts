/** Runs a script's `main`: an error is printed and sets the exit code, SIGTERM ends it like Ctrl+C does. */
export function runMain(main: () => Promise<void>): void {
  // Playwright takes the signal for its browser and would leave this process running without one.
  process.once('SIGTERM', () => process.exit(143));
  main().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  });
}
