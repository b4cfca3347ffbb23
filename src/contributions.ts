/** Every id shared with package.json; a unit test holds the two against each other. */

export const Command = {
  signIn: 'cocIncidents.signIn',
  signOut: 'cocIncidents.signOut',
  selectSite: 'cocIncidents.selectSite',
  createIncident: 'cocIncidents.createIncident',
  reportSelection: 'cocIncidents.reportSelection',
  reportClipboard: 'cocIncidents.reportClipboard',
  reportTerminalSelection: 'cocIncidents.reportTerminalSelection',
  reportLastFailedCommand: 'cocIncidents.reportLastFailedCommand',
  reportFile: 'cocIncidents.reportFile',
  reportProblem: 'cocIncidents.reportProblem',
  reportTestFailure: 'cocIncidents.reportTestFailure',
  reportCallStack: 'cocIncidents.reportCallStack',
  trackTickets: 'cocIncidents.trackTickets',
  refreshTickets: 'cocIncidents.refreshTickets',
  showTicket: 'cocIncidents.showTicket',
  refreshTicket: 'cocIncidents.refreshTicket',
  copyTicketNumber: 'cocIncidents.copyTicketNumber',
  copyTicketSummary: 'cocIncidents.copyTicketSummary',
  openInConsole: 'cocIncidents.openInConsole',
  untrackTicket: 'cocIncidents.untrackTicket',
  pinTicket: 'cocIncidents.pinTicket',
  unpinTicket: 'cocIncidents.unpinTicket',
  exportTickets: 'cocIncidents.exportTickets',
  groupTickets: 'cocIncidents.groupTickets',
  checkConnection: 'cocIncidents.checkConnection',
  showLog: 'cocIncidents.showLog',
  openDraft: 'cocIncidents.openDraft',
  discardDraft: 'cocIncidents.discardDraft',
} as const;
export type Command = (typeof Command)[keyof typeof Command];

export const View = {
  tickets: 'cocIncidents.tickets',
  drafts: 'cocIncidents.drafts',
} as const;

/** View types of the webview panels, which restore them after a reload. */
export const Panel = {
  createIncident: 'cocIncidents.createIncident',
  ticketDetails: 'cocIncidents.ticketDetails',
} as const;

/** Keys of `setContext` that package.json's `when` clauses read. */
export const Context = {
  signedIn: 'cocIncidents.signedIn',
  hasDrafts: 'cocIncidents.hasDrafts',
} as const;

/** The AuthenticationProvider. */
export const PROVIDER = 'cocIncidents.account';

export const SETTINGS_SECTION = 'cocIncidents';
