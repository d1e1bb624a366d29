/** The best few of many by their scores: one comparison for most of them. */
export class Best<T> {
  readonly items: T[] = [];
  readonly scores: number[] = [];
  /** Only scores above this can still come in. */
  worst = -Infinity;

  constructor(private readonly count: number) {}

  /** Takes in an item whose score is above `worst`. */
  take(item: T, score: number): void {
    let at = this.scores.length;
    while (at > 0 && (this.scores[at - 1] as number) < score) at--;
    this.scores.splice(at, 0, score);
    this.items.splice(at, 0, item);
    if (this.scores.length > this.count) {
      this.scores.pop();
      this.items.pop();
    }
    if (this.scores.length === this.count) this.worst = this.scores[this.count - 1] as number;
  }
}
