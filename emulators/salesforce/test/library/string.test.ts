/** System.String: values from the Apex reference's examples and from commons-lang, which it follows. */
import { check } from './cases.ts';

describe('parts', () => {
  check([
    ["'hamburger'.substring(4, 8)", 'urge'],
    ["'hello'.substring(9)", '!System.StringException: Starting position out of bounds: 9'],
    ["'hello'.substring(1, 9)", '!System.StringException: Ending position out of bounds: 9'],
    ["'abcdaacd'.left(3) + 'abcdaacd'.right(2) + 'abcde'.mid(2, 3)", 'abccdcde'],
    ["'Force.com.Lightning'.substringAfter('.')", 'com.Lightning'],
    ["'Force.com.Lightning'.substringAfterLast('.')", 'Lightning'],
    ["'Force.com.Lightning'.substringBefore('.') + 'x'.substringBefore('q')", 'Forcex'],
    ["'Force.com.Lightning'.substringBeforeLast('.')", 'Force.com'],
    ["'tagYellowtag'.substringBetween('tag')", 'Yellow'],
    ["'xYellowy'.substringBetween('x', 'y')", 'Yellow'],
    ["'Hello Maximillian'.abbreviate(8)", 'Hello...'],
    ["'Hello Maximillian'.abbreviate(9, 6)", '...Max...'],
    ["'Salesforce and force'.removeEnd('force') + '|' + 'Salesforce'.removeStart('Sales')", 'Salesforce and |force'],
    ["'SALESforce'.removeStartIgnoreCase('sales') + 'SalesFORCE'.removeEndIgnoreCase('force')", 'forceSales'],
    ["'abcABCXyz'.splitByCharacterTypeCamelCase()", '(abc, ABC, Xyz)'],
    ["'Lightning.platform'.splitByCharacterType()", '(L, ightning, ., platform)'],
    ["'boo:and:foo'.split('o')", '(b, , :and:f)'],
    ["'boo:and:foo'.split(':', 2)", '(boo, and:foo)'],
    ["'a|b||'.split('\\\\|')", '(a, b)'],
    ["'<b>hello</b> world'.stripHtmlTags()", 'hello world'],
    ["'SFDC and Salesforce'.indexOf('S', 1)", '9'],
    ["'abcde'.getChars()", '(97, 98, 99, 100, 101)'],
  ]);
});

describe('changes', () => {
  check([
    ["'salesforce'.capitalize() + 'Sales'.uncapitalize() + 'aBc'.swapCase()", 'SalesforcesalesAbC'],
    ["'9'.center(5, '*') + '9'.leftPad(3, '0') + '9'.rightPad(3) + '|'", '**9**0099  |'],
    ["'SFDC'.repeat(2) + 'SFDC'.repeat('-', 2)", 'SFDCSFDCSFDC-SFDC'],
    ["'Salesforce  is   fun '.normalizeSpace()", 'Salesforce is fun'],
    ["'abcdbcd'.replace('b', 'X')", 'aXcdXcd'],
    ["'aXbbX1'.replaceAll('[A-Z](\\\\d*)', '<$1>')", 'a<>bb<1>'],
    ["'a1b2'.replaceFirst('\\\\d', '#')", 'a#b2'],
    ["'Salesforce'.overlay('abcd', 2, 4)", 'Saabcdsforce'],
    ["'Hello'.reverse() + 'a b c'.deleteWhitespace()", 'olleHabc'],
    ["'i am a robot'.difference('i am a person')", 'person'],
    ["'hello'.getLevenshteinDistance('hallo')", '1'],
    ["'\\t x \\n'.trim() + '|'", 'x|'],
  ]);
});

describe('questions', () => {
  check([
    [
      "String.isBlank(' ') + '' + String.isBlank(null) + String.isNotBlank('a') + String.isEmpty(' ')",
      'truetruetruefalse',
    ],
    ["'ABC'.equalsIgnoreCase('abc') + '' + 'ABC'.equals('abc')", 'truefalse'],
    [
      "'hello'.contains('ell') + '' + 'hello'.containsIgnoreCase('ELL') + 'hello'.containsAny('xyzo') + 'abc'.containsOnly('abcd')",
      'truetruetruetrue',
    ],
    ["'hello'.contains(null)", '!System.NullPointerException: Argument cannot be null.'],
    ["'abc'.compareTo('abd') + ',' + 'abcd'.compareTo('ab')", '-1,2'],
    [
      "'AbcD'.isAlpha() + '' + 'a1'.isAlphanumeric() + '12'.isNumeric() + '1.2'.isNumeric() + 'ABC'.isAllUpperCase()",
      'truetruetruefalsetrue',
    ],
    ["'Hello Jane'.countMatches('e') + ',' + 'abc'.indexOfAny('xb') + ',' + 'abab'.lastIndexOf('ab')", '2,1,2'],
    ["'hello'.hashCode()", '99162322'],
    ["'a' == 'A' && 'a' != 'b'", 'true'],
  ]);
});

describe('statics', () => {
  check([
    ["String.join(new List<Object>{1, 'a', null, 2.50}, '-')", '1-a--2.50'],
    ["String.format('{0} and {1}, it\\'\\'s {2} {3}', new List<Object>{'a', 5, true})", "a and 5, it's true {3}"],
    ["String.format('\\'{0}\\' {0}', new List<Object>{'x'})", '{0} x'],
    ["String.escapeSingleQuotes('O\\'Brien')", "O\\'Brien"],
    ['String.valueOf(Date.newInstance(2024, 1, 5)) + Date.newInstance(2024, 1, 5)', '2024-01-052024-01-05 00:00:00'],
    ['String.valueOf(1.50) + String.valueOf(10000000.0 * 1000)', '1.5010000000000.0'],
    [
      "String.fromCharArray(new List<Integer>{74, 97}) + String.getCommonPrefix(new List<String>{'abcd', 'abx'})",
      'Jaab',
    ],
    [
      "'\"Total\", \"A & B\" <é>'.escapeHtml4() + 'a,b'.escapeCsv() + 'é\"'.escapeJava()",
      '&quot;Total&quot;, &quot;A &amp; B&quot; &lt;&eacute;&gt;"a,b"\\u00E9\\"',
    ],
    ["'&lt;b&gt; &eacute; &#65;'.unescapeHtml4()", '<b> é A'],
    [
      "EncodingUtil.urlEncode('a b&c=é~', 'UTF-8') + EncodingUtil.urlDecode('a+b%26', 'UTF-8')",
      'a+b%26c%3D%C3%A9%7Ea b&',
    ],
  ]);
});
