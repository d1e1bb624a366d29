import { shareAxis } from './axis.js';
import { LabelPlaces } from './label-places.js';
import { escapeXml } from './xml.js';

describe('shareAxis', () => {
  it.each([
    [0, 1],
    [0, 0],
    [1, 1],
    [0.97, 1],
    [0.3, 0.31],
    [0, 0.004],
    [0.123, 0.987],
  ])('holds %d to %d between its ends, with a few ticks', (lowest, highest) => {
    const axis = shareAxis(lowest, highest, [0, 100]);
    expect(axis.from).toBeLessThanOrEqual(lowest + 1e-9);
    expect(axis.to).toBeGreaterThanOrEqual(highest - 1e-9);
    expect(axis.from).toBeGreaterThanOrEqual(0);
    expect(axis.to).toBeLessThanOrEqual(1 + 1e-9);
    expect(axis.ticks.length).toBeGreaterThanOrEqual(2);
    expect(axis.ticks.length).toBeLessThanOrEqual(12);
    expect(axis.at(axis.from)).toBe(0);
    expect(axis.at(axis.to)).toBe(100);
  });

  it('may run backwards, as that of a picture does upwards', () => {
    const axis = shareAxis(0, 1, [490, 96]);
    expect(axis.at(0)).toBe(490);
    expect(axis.at(1)).toBe(96);
    expect(axis.at(2)).toBe(96);
  });
});

describe('LabelPlaces', () => {
  it('gives no two labels one place, and none outside', () => {
    const places = new LabelPlaces({ left: 0, right: 100, top: 0, bottom: 100 });
    expect(places.take(50, 50, 'above')).toMatchObject({ anchor: 'start', x: 57 });
    expect(places.take(50, 50, 'above')).toMatchObject({ anchor: 'end', x: 43 });
    const below = places.take(50, 50, 'above');
    expect(below?.y).toBeGreaterThan(50);
    expect(places.take(50, 50, 'above')).toMatchObject({ anchor: 'end' });
    expect(places.take(50, 50, 'above')).toBeUndefined();
    expect(places.take(99, 99, 'below')).toMatchObject({ anchor: 'end' });
  });
});

describe('escapeXml', () => {
  it('leaves nothing that means something in XML, and nothing that it forbids', () => {
    expect(escapeXml(`<a href='x'>"&"</a>\u0000\u000b\ud800 é 😀`)).toBe(
      '&lt;a href=&#39;x&#39;&gt;&quot;&amp;&quot;&lt;/a&gt; é 😀',
    );
  });
});
