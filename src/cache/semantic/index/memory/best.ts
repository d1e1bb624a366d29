import { LEAST_DOT } from './kernels.js';

/** The best few of many by their dot products: one comparison for most of them. */
export class Best<T> {
  readonly items: T[] = [];
  readonly scores: number[] = [];
  /** Only scores above this can still come in. */
  worst = LEAST_DOT;

  constructor(private readonly count: number) {}

  /** Takes in an item whose score is above `worst`, in place of the worst one. */
  take(item: T, score: number): void {
    const { items, scores } = this;
    // By hand: every search does this some fifty times, and `splice` makes an array each time.
    let at = Math.min(scores.length, this.count - 1);
    for (; at > 0 && (scores[at - 1] as number) < score; at--) {
      scores[at] = scores[at - 1] as number;
      items[at] = items[at - 1] as T;
    }
    scores[at] = score;
    items[at] = item;
    if (scores.length === this.count) this.worst = scores[this.count - 1] as number;
  }
}
