/** Who is signed in at one COC site, without the secret: what all windows know of it. */
export interface SignInRecord {
  readonly version: 1;
  /** Origin of the COC endpoint; the key of the record. */
  readonly origin: string;
  /** Of this sign-in: a secret that carries another one is left from an earlier sign-in. */
  readonly id: string;
  /** Who it is, as a person reads it: a user's name, or an access key where no name is known. */
  readonly label: string;
  /** A window is asking IAM for another token until then at the latest; milliseconds since 1970 (UTC). */
  readonly renewingUntil?: number;
  /** IAM refused the password that is kept: it is not tried again. */
  readonly isPasswordRefused?: boolean;
}
