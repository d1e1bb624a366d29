/** Work that nobody waits for, and that looks after its own errors. */
export class Background {
  private readonly underWay = new Set<Promise<void>>();

  run(work: () => Promise<void>): void {
    const running = work().finally(() => this.underWay.delete(running));
    this.underWay.add(running);
  }

  /** Resolves when nothing is under way any more. */
  async settled(): Promise<void> {
    while (this.underWay.size > 0) await Promise.allSettled(this.underWay);
  }
}
