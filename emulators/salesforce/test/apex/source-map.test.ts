/** Under an inspector emitted code carries a source map: breakpoints and steps are in Apex files. */
import { mappings } from '../../src/apex/emit/source-map.ts';

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

function numbers(segment: string): number[] {
  const found: number[] = [];
  let value = 0;
  let shift = 0;
  for (const character of segment) {
    const digit = DIGITS.indexOf(character);
    value |= (digit & 31) << shift;
    shift += 5;
    if (digit & 32) continue;
    found.push(value & 1 ? -(value >> 1) : value >> 1);
    value = shift = 0;
  }
  return found;
}

test('each statement maps to its Apex line, backwards too, and from far columns', () => {
  const code = `a;L[$d]=3;f();L[$d]=40;g();\nnothing\n${' '.repeat(500)}L[$d]=2;h();`;
  const places: [number, number, number][] = [];
  let apexLine = 0;
  mappings(code)
    .split(';')
    .forEach((line, generated) => {
      let column = 0;
      for (const segment of line.split(',').filter((each) => each !== '')) {
        const [step = 0, source, lines = 0] = numbers(segment);
        expect(source).toBe(0);
        column += step;
        apexLine += lines;
        places.push([generated, column, apexLine + 1]);
      }
    });
  expect(places).toEqual([
    [0, 2, 3],
    [0, 14, 40],
    [2, 500, 2],
  ]);
});
