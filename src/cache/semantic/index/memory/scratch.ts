import { TRIPLE_BYTES } from './kernels.js';

/** Where in the arena's first MiB the parts of a search are. One search runs at a time, to its end. */
export const QUERY = 0;
/** Behind a query of `MAX_DIMENSIONS` int16 numbers. */
export const QUERY_SKETCH = 128 * 1024;
export const HISTOGRAM = 132 * 1024;
/** Lists of candidates, and of the better ones of a block: fewer rows than pairs have room here. */
export const CANDIDATES = 136 * 1024;

/** At most so many candidates are compared exactly. */
export const MAX_CANDIDATES = 8192;
export const CANDIDATES_END = CANDIDATES + MAX_CANDIDATES * TRIPLE_BYTES;
