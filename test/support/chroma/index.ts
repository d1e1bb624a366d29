export { startChroma, type ChromaServer } from './chroma-server.js';
