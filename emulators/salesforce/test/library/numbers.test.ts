/** Numbers: Decimal as java.math.BigDecimal, Double as java.lang.Double, Math. */
import { check } from './cases.ts';

describe('Decimal', () => {
  check([
    ['1.10 + 2.20', '3.30'],
    ['1.50 * 2.0', '3.000'],
    ['1.0 / 3.0', '0.333333333333333333333333333333333'],
    ['1.0 / 4.0', '0.25'],
    ['100.00 / 4', '25.00'],
    ['10.0 / 0', '!System.MathException: Divide by 0'],
    ['(2.5).setScale(0) + "" + (3.5).setScale(0)'.replaceAll('"', "'"), '24'],
    [
      "(2.345).setScale(2, System.RoundingMode.HALF_UP) + ',' + (-2.345).setScale(2, System.RoundingMode.CEILING)",
      '2.35,-2.34',
    ],
    ['(2.3).setScale(0, System.RoundingMode.UNNECESSARY)', '!System.MathException: Rounding necessary'],
    ["Decimal.valueOf('12.50').scale() + ',' + Decimal.valueOf('12.50').precision()", '2,4'],
    ["Decimal.valueOf('abc')", '!System.TypeException: Invalid decimal: abc'],
    ['(10.0).divide(3, 2)', '3.33'],
    ['(10.0).divide(3, 2, System.RoundingMode.UP)', '3.34'],
    ['(1.500).stripTrailingZeros() + (100.0).stripTrailingZeros()', '101.5'],
    ['(2.5).round() + (3.5).round()', '6'],
    ['(1.1).pow(2)', '1.21'],
    ['1.0 == 1.00', 'true'],
    ['new Set<Decimal>{1.1, 1.10}.size()', '2'],
    ['(1234567.891).format()', '1,234,567.891'],
    ['Decimal.valueOf(1.1) * 3', '3.3'],
  ]);
});

describe('other numbers', () => {
  check([
    ["Integer.valueOf('42') + Long.valueOf('4294967296')", '4294967338'],
    ["Integer.valueOf('4x')", '!System.TypeException: Invalid integer: 4x'],
    ["Integer.valueOf('99999999999')", '!System.TypeException: Invalid integer: 99999999999'],
    ['Integer i; return i.format();', '!System.NullPointerException: Attempt to de-reference a null object'],
    ['(1234567).format()', '1,234,567'],
    ['Double d = 10; d = d / 4; return d + "," + Double.valueOf("1e10");'.replaceAll('"', "'"), '2.5,1.0E10'],
    ["Double.valueOf('3.7').intValue() + ',' + Double.valueOf('-3.7').longValue()", '3,-3'],
    ["Boolean.valueOf('TRUE') + ',' + Boolean.valueOf('yes')", 'true,false'],
  ]);
});

describe('Math', () => {
  check([
    ['Math.abs(-5) + Math.max(3, 7) + Math.min(2, 1)', '13'],
    ["Math.mod(12, 5) + ',' + Math.mod(-7, 3)", '2,-1'],
    ["Math.round(2.5) + ',' + Math.round(3.5) + ',' + Math.roundToLong(-1.5)", '2,4,-2'],
    ["Math.ceil(1.2) + ',' + Math.floor(-1.2)", '2,-2'],
    ["Math.sqrt(16.0) + ',' + Math.pow(2, 10)", '4,1024.0'],
    ["Math.max(1.5, 2) + ',' + Math.signum(-3.2)", '2,-1'],
    ['Math.log(0.0)', '!System.MathException: Invalid operation'],
    ['Math.random() >= 0 && Math.random() < 1', 'true'],
  ]);
});
