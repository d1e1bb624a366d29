export interface LabelPlace {
  readonly x: number;
  readonly y: number;
  readonly anchor: 'start' | 'end';
}

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

// Of 11 px text, four characters long.
const LABEL = { width: 27, height: 12 };
const AWAY = 7;

/** Finds room for short labels beside points of a picture, so that none covers another. */
export class LabelPlaces {
  private readonly taken: Box[] = [];

  constructor(private readonly area: Box) {}

  /** Where the label of this point may stand; undefined when there is no room left for it on either side. */
  take(x: number, y: number, preferred: 'above' | 'below'): LabelPlace | undefined {
    for (const below of preferred === 'below' ? [true, false] : [false, true]) {
      for (const anchor of ['start', 'end'] as const) {
        const left = anchor === 'start' ? x + AWAY : x - AWAY - LABEL.width;
        const bottom = below ? y + AWAY + LABEL.height - 3 : y - AWAY;
        const box = { left, right: left + LABEL.width, top: bottom - LABEL.height, bottom };
        if (!this.isFree(box)) continue;
        this.taken.push(box);
        return { x: anchor === 'start' ? left : box.right, y: bottom - 2, anchor };
      }
    }
    return undefined;
  }

  private isFree(box: Box): boolean {
    const { left, right, top, bottom } = this.area;
    if (box.left < left || box.right > right || box.top < top || box.bottom > bottom) return false;
    return this.taken.every(
      (other) =>
        box.right <= other.left ||
        box.left >= other.right ||
        box.bottom <= other.top ||
        box.top >= other.bottom,
    );
  }
}
