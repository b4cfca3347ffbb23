import type { Settings } from './settings.ts';
import { SettingError } from './settings.ts';

/** Origin of the present site; undefined while its setting is wrong, which is said where a request is wanted. */
export function presentOrigin(settings: Settings): string | undefined {
  try {
    return settings.site().origin;
  } catch (error) {
    if (error instanceof SettingError) return undefined;
    throw error;
  }
}
