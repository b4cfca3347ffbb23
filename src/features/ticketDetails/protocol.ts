/** What the details panel and the extension host say to each other. Both sides compile against this file. */

export interface DetailsHost {
  refresh(): void;
  copyNumber(): void;
  copySummary(): void;
  stopTracking(): void;
  track(): void;
  openInConsole(): void;
  /** Opens a `file:line` reference of the description: its index in DetailsView.references. */
  openReference(index: number): void;
}

export interface DetailsPage {
  show(view: DetailsView): void;
}

/** The ticket as the page shows it: names, times and sentences are in the display language. Plain text everywhere. */
export interface DetailsView {
  readonly incidentNum: string;
  readonly title: string;
  /** The way a ticket goes; exactly one step is `current` unless the status is not on it. */
  readonly steps: readonly { readonly label: string; readonly state: 'done' | 'current' | 'ahead' }[];
  /** What the status asks of the reporter, when it does. */
  readonly callToAction?: string;
  readonly fields: readonly DetailsField[];
  readonly description: string;
  /** Places in the description that open a file of the workspace; sorted, not overlapping. UTF-16 offsets. */
  readonly references: readonly { readonly start: number; readonly end: number }[];
  /** For example "Fetched 2 minutes ago", or why the last fetch failed. */
  readonly freshness: { readonly text: string; readonly severity: 'info' | 'warning' };
  readonly tracked: boolean;
  readonly refreshing: boolean;
  /** Marks a ticket of another site, which cannot be refreshed now. */
  readonly otherSite?: string;
}

export interface DetailsField {
  readonly label: string;
  readonly value: string;
  /** The raw id behind a name, or the relative time beside a local one. */
  readonly note?: string;
}

/** Stands in the page's HTML as JSON. */
export interface DetailsData {
  readonly view: DetailsView;
  readonly strings: DetailsStrings;
  readonly language: string;
  /** What VS Code hands back after a reload, so that the panel can be restored. */
  readonly state: { readonly origin: string; readonly incidentNum: string };
}

export interface DetailsStrings {
  readonly refresh: string;
  readonly refreshing: string;
  readonly copyNumber: string;
  readonly copySummary: string;
  readonly stopTracking: string;
  readonly track: string;
  readonly openInConsole: string;
  readonly descriptionHeading: string;
  readonly noDescription: string;
  readonly detailsHeading: string;
  readonly statusHeading: string;
  /** Spoken after a step: its state. */
  readonly stepStates: Record<'done' | 'current' | 'ahead', string>;
  readonly internalError: string;
}
