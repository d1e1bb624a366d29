import { backAndNeuroClients } from './notes/back-and-neuro.clients.js';
import { kneeAndShoulderClients } from './notes/knee-and-shoulder.clients.js';
import { psychotherapyAdultClients } from './notes/psychotherapy-adults.clients.js';
import { psychotherapyYoungClients } from './notes/psychotherapy-young.clients.js';
import type { SeedWorkspace } from './seed.types.js';

/** The demonstration practices. Ids are fixed, so that examples can name them. */
export const SEED_WORKSPACES: readonly [SeedWorkspace, SeedWorkspace] = [
  {
    id: 'a1000000-0000-4000-8000-000000000001',
    name: 'Riverside Physiotherapy',
    clients: [...kneeAndShoulderClients, ...backAndNeuroClients],
  },
  {
    id: 'a2000000-0000-4000-8000-000000000002',
    name: 'Linden Psychotherapy',
    clients: [...psychotherapyAdultClients, ...psychotherapyYoungClients],
  },
];
