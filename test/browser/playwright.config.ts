import { defineConfig } from '@playwright/test';
import { chromiumOptions } from '../host/browser.ts';

export default defineConfig({
  testDir: '.',
  testMatch: '**/*.spec.ts',
  outputDir: '../../.cache/browser',
  workers: 1,
  retries: 0,
  forbidOnly: true,
  reporter: 'list',
  use: { launchOptions: chromiumOptions() },
});
