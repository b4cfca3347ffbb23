/** The class of a page's root element: its script and its styles go by it. */
export type PageName = 'form' | 'ticketDetails';
