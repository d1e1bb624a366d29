import 'reflect-metadata';
import { startClinic } from './clinic/start.js';

await startClinic(process.env);
