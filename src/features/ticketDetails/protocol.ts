/** What the details panel and the extension host say to each other. Both sides compile against this file. */

/** What the page may ask of the host. Each resolves when it is done. */
export interface DetailsHost {
  /** The ticket as it is known now: a tab that was hidden comes back with its first HTML, which may be old. */
  latest(): DetailsView;
  refresh(): void;
  copyNumber(): void;
  copySummary(): void;
  stopTracking(): void;
  track(): void;
  openInConsole(): void;
  /** Opens a `file:line` reference of the description: its index in DetailsView.references. */
  openReference(index: number): void;
}

/** What the host may tell the page. */
export interface DetailsPage {
  show(view: DetailsView): void;
}

/** The ticket as the page shows it: names, times and sentences are in the display language. Plain text everywhere. */
export interface DetailsView {
  readonly incidentNum: string;
  /** The number until the title is known. */
  readonly title: string;
  /** Level and status, for a look at the head. */
  readonly badges: readonly DetailsBadge[];
  /** The way a ticket goes, or nothing while its status is not known. At most one step is `current`. */
  readonly steps: readonly { readonly label: string; readonly state: StepState }[];
  /** What the status means where the steps do not tell it, or asks of the reporter. */
  readonly statusNote?: { readonly text: string; readonly severity: 'info' | 'warning' };
  readonly fields: readonly DetailsField[];
  readonly description?: string;
  /** Places in the description that open a file of the workspace; sorted, not overlapping. UTF-16 offsets. */
  readonly references: readonly { readonly start: number; readonly end: number }[];
  /** Absent until COC was asked. */
  readonly history?: DetailsHistory;
  /** For example "Fetched 2 minutes ago." */
  readonly freshness: string;
  /** Why the last fetch failed. What was known before is shown all the same. */
  readonly failure?: DetailsFailure;
  /** Says that the ticket belongs to another site, of which nothing can be asked now. */
  readonly otherSite?: string;
  readonly tracked: boolean;
  readonly refreshing: boolean;
}

export type StepState = 'done' | 'current' | 'ahead';

export interface DetailsBadge {
  readonly text: string;
  /** `grave` and `high` are P1 and P2; `attention` waits for the reporter. */
  readonly tone: 'grave' | 'high' | 'attention' | 'plain' | 'finished';
}

export interface DetailsField {
  readonly label: string;
  readonly value: string;
  /** The raw id behind a name, or the relative time beside a local one. */
  readonly note?: string;
}

export interface DetailsHistory {
  /** The newest comes first. */
  readonly events: readonly DetailsEvent[];
  /** Why there is nothing, or nothing new. */
  readonly note?: string;
}

/** What COC did not tell is absent. */
export interface DetailsEvent {
  readonly what?: string;
  readonly status?: string;
  readonly who?: string;
  readonly time?: string;
  readonly ago?: string;
  readonly comment?: string;
}

export interface DetailsFailure {
  readonly title: string;
  readonly text: string;
  /** The service's own words. */
  readonly details: readonly { readonly label: string; readonly value: string }[];
}

/** Stands in the page's HTML as JSON. */
export type DetailsData =
  | {
      readonly kind: 'ticket';
      readonly view: DetailsView;
      readonly strings: DetailsStrings;
      /** What VS Code hands back after a reload, so that the panel can be restored. */
      readonly state: { readonly origin: string; readonly incidentNum: string };
    }
  /** What VS Code kept of the panel does not say which ticket it was about. */
  | { readonly kind: 'lost'; readonly heading: string; readonly text: string };

export interface DetailsStrings {
  readonly actions: string;
  readonly refresh: string;
  readonly refreshing: string;
  readonly copyNumber: string;
  readonly copySummary: string;
  readonly stopTracking: string;
  readonly track: string;
  readonly openInConsole: string;
  readonly statusHeading: string;
  readonly detailsHeading: string;
  readonly descriptionHeading: string;
  readonly noDescription: string;
  readonly historyHeading: string;
  /** Read after a step's label by a screen reader. */
  readonly stepStates: Record<StepState, string>;
  /** Said by a screen reader after what a button did. */
  readonly refreshed: string;
  readonly numberCopied: string;
  readonly summaryCopied: string;
  readonly internalError: string;
}
