/** A COC service and what belongs to it. */
export interface Site {
  /** Origin of the endpoint, for example `https://coc.myhuaweicloud.com`: tickets, drafts and secrets carry it. */
  readonly origin: string;
  /** Address requests go to, without a trailing slash. */
  readonly endpoint: string;
  /** Absent when the site's IAM is not known: then a token's holder is not known either. */
  readonly iamEndpoint?: string;
  readonly consoleUrl?: string;
}
