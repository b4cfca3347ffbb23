import * as z from 'zod/mini';
import { isTicketNumber } from '../coc/ticketNumber.ts';

/** The origin of a COC endpoint, for example `https://coc.myhuaweicloud.com`. */
export const originSchema = z.string().check(z.refine((text) => URL.canParse(text) && new URL(text).origin === text));

export const ticketNumberSchema = z.string().check(z.refine(isTicketNumber));

/** Milliseconds since 1970 (UTC). */
export const timeSchema = z.number();
