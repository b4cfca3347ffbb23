import type { Site } from '../coc/sites.ts';
import type { Event } from '../shared/event.ts';

/** The settings as the rest of the extension reads them; a wrong value is said once and replaced by its default. */
export interface Settings {
  /** Fires when a setting of ours changed. */
  readonly onDidChange: Event<void>;
  /** Where COC is: from the user's own settings only. Throws a SettingError that names a wrong value. */
  site(): Site;
  /** Whole seconds for one request, 5 to 300. */
  requestTimeout(): number;
  /** Seconds between refreshes while a view is visible; 0 turns it off. */
  refreshInterval(): number;
}
