/** Date, Datetime, Time, zones and patterns. The clock of the harness stands at 2026-01-02T03:04:05Z. */
import { check } from './cases.ts';

describe('Date', () => {
  check([
    [
      'String.valueOf(Date.newInstance(2024, 1, 31).addMonths(1)) + String.valueOf(Date.newInstance(2024, 2, 29).addYears(1))',
      '2024-02-292025-02-28',
    ],
    [
      "Date.newInstance(2024, 1, 1).daysBetween(Date.newInstance(2024, 3, 1)) + ',' + Date.newInstance(2024, 1, 31).monthsBetween(Date.newInstance(2024, 3, 1))",
      '60,2',
    ],
    [
      "String.valueOf(Date.valueOf('2024-02-03 10:11:12')) + Date.isLeapYear(1900) + Date.daysInMonth(2024, 2)",
      '2024-02-03false29',
    ],
    ["Date.valueOf('nonsense')", '!System.TypeException: Invalid date: nonsense'],
    ["Date.newInstance(2024, 1, 5).format() + ' ' + String.valueOf(Date.parse('12/27/2009'))", '1/5/2024 2009-12-27'],
    [
      'String.valueOf(Date.newInstance(2024, 1, 5).toStartOfWeek()) + String.valueOf(Date.newInstance(2024, 1, 5).toStartOfMonth())',
      '2023-12-312024-01-01',
    ],
    [
      "Date.newInstance(2024, 12, 31).dayOfYear() + ',' + (Date.newInstance(2024, 1, 1) + 31 == Date.newInstance(2024, 2, 1))",
      '366,true',
    ],
    ['Date.newInstance(2024, 1, 2) > Date.newInstance(2024, 1, 1)', 'true'],
    ['String.valueOf(Date.today()) + String.valueOf(System.today())', '2026-01-022026-01-02'],
  ]);
});

describe('Date in Germany', () => {
  check(
    [
      ['Date.newInstance(2024, 1, 5).format() + (1234.5).format()', '5.1.20241.234,5'],
      [
        "String.valueOf(Date.parse('27.12.2009')) + String.valueOf(Date.newInstance(2024, 1, 5).toStartOfWeek())",
        '2009-12-272024-01-01',
      ],
    ],
    { locale: 'de_DE', zone: 'Europe/Berlin' },
  );
});

describe('Datetime in Los Angeles', () => {
  check(
    [
      ['Datetime.now()', '2026-01-02 03:04:05'],
      ['String.valueOf(Datetime.now()) + Date.today().day()', '2026-01-01 19:04:051'],
      ["Datetime.newInstance(2024, 7, 4, 10, 30, 0).formatGmt('yyyy-MM-dd HH:mm:ss')", '2024-07-04 17:30:00'],
      [
        "Datetime.newInstance(2024, 7, 4).format('yyyy-MM-dd\\'T\\'HH:mm:ssZ', 'America/New_York')",
        '2024-07-04T03:00:00-0400',
      ],
      [
        "Datetime.newInstanceGmt(2024, 1, 5, 18, 11, 12).format('EEEE, MMM d, h:mm a z')",
        'Friday, Jan 5, 10:11 AM PST',
      ],
      ['Datetime.newInstanceGmt(2024, 1, 5, 18, 11, 12).format()', '1/5/2024, 10:11 AM'],
      [
        "Datetime.newInstanceGmt(2024, 1, 31, 0, 0, 0).addMonths(1).addDays(1).addHours(-1).formatGmt('yyyy-MM-dd HH')",
        '2024-02-29 23',
      ],
      ["Datetime.valueOf('2024-01-05 10:11:12').getTime()", '1704478272000'],
      [
        "Datetime.valueOfGmt('2024-01-05 10:11:12').hourGmt() + ',' + Datetime.valueOfGmt('2024-01-05 10:11:12').hour()",
        '10,2',
      ],
      ["String.valueOf(Datetime.parse('1/5/2024, 10:11 AM'))", '2024-01-05 10:11:00'],
      ["Datetime.newInstance(2024, 1, 5, 25, 0, 0).format('yyyy-MM-dd HH')", '2024-01-06 01'],
      ['Datetime.newInstance(Date.newInstance(2024, 1, 5), Time.newInstance(1, 2, 3, 4)).millisecond()', '4'],
      [
        'UserInfo.getTimeZone().getOffset(Datetime.newInstanceGmt(2024, 7, 1)) + UserInfo.getTimeZone().getID()',
        '-25200000America/Los_Angeles',
      ],
      ['Time.newInstance(23, 59, 0, 0).addMinutes(2)', '00:01:00.000Z'],
      ["Datetime.now().format('QQ')", "!System.IllegalArgumentException: Illegal pattern character 'Q'"],
    ],
    { zone: 'America/Los_Angeles' },
  );
});
