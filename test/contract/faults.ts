/** What a service, or something between it and us, can do wrong, and what must be said about the request then. */
import { connectingFaults } from './faults/connecting.ts';
import { contentFaults } from './faults/content.ts';
import type { Fault } from './faults/make.ts';
import { statusFaults } from './faults/status.ts';
import { transportFaults } from './faults/transport.ts';

export const FAULTS: readonly Fault[] = [...connectingFaults, ...transportFaults, ...contentFaults, ...statusFaults];
