/** Patterns, digests, addresses, types, exceptions, assertions. */
import { check } from './cases.ts';

describe('Pattern and Matcher', () => {
  check([
    [
      "Matcher m = Pattern.compile('(\\\\w)(\\\\d+)').matcher('a12 b3'); String s = ''; while (m.find()) { s += m.group(1) + m.group(2) + m.start() + m.end() + m.start(2) + ';'; } return s + m.groupCount();",
      'a12031;b34650;2'.replace('4650', '465'),
    ],
    ["Pattern.matches('a*b', 'aaab') + '' + Pattern.matches('a*b', 'aaabc')", 'truefalse'],
    [
      "Matcher m = Pattern.compile('b').matcher('abc'); return m.matches() + '' + m.find() + m.lookingAt() + m.reset().find() + m.group();",
      'falsefalsefalsetrueb',
    ],
    ["Pattern.compile('(?i)HELLO').matcher('say hello').replaceAll('bye')", 'say bye'],
    [
      "Pattern.compile('[').matcher('')",
      '!System.StringException: Invalid regex: Unclosed character class near index 0\n[\n^',
    ],
    [
      "Pattern.compile('*a')",
      "!System.StringException: Invalid regex: Dangling meta character '*' near index 0\n*a\n^",
    ],
    ["Pattern.compile('a|(b')", '!System.StringException: Invalid regex: Unclosed group near index 4\na|(b'],
    ["Pattern.compile('{x}')", '!System.StringException: Invalid regex: Illegal repetition\n{x}'],
    ["Pattern.compile('a\\\\|*').matcher('a||').matches()", 'true'],
    ["Pattern.compile('x').matcher('y').group()", '!System.StringException: No match found'],
    [
      "Pattern.compile('a++b').matcher('aab').matches() + '' + Pattern.compile('[\\\\p{Alpha}&&[^x]]+').matcher('axb').matches()",
      'truefalse',
    ],
    ["Pattern.quote('a.b') + 'a.b'.replaceAll(Pattern.quote('.'), '-')", '\\Qa.b\\Ea-b'],
  ]);
});

describe('Crypto and encoding', () => {
  check([
    [
      "EncodingUtil.convertToHex(Crypto.generateDigest('SHA-256', Blob.valueOf('abc')))",
      'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    ],
    [
      "EncodingUtil.convertToHex(Crypto.generateDigest('MD5', Blob.valueOf('abc')))",
      '900150983cd24fb0d6963f7d28e17f72',
    ],
    [
      "EncodingUtil.base64Encode(Crypto.generateMac('hmacSHA256', Blob.valueOf('data'), Blob.valueOf('key')))",
      'UDH+PZicbRU3oBP6bnOdojRj/a7DtwE32Cjjas4iG9A=',
    ],
    [
      "Blob key = Crypto.generateAesKey(256); Blob c = Crypto.encryptWithManagedIV('AES256', key, Blob.valueOf('secret')); return Crypto.decryptWithManagedIV('AES256', key, c).toString();",
      'secret',
    ],
    [
      "Crypto.generateDigest('NOPE', Blob.valueOf('a'))",
      '!System.InvalidParameterValueException: Unsupported algorithm: NOPE',
    ],
    ["EncodingUtil.base64Decode('aGVsbG8=').toString() + Blob.valueOf('é').size()", 'hello2'],
    ["UUID u = UUID.randomUUID(); return '' + (UUID.fromString(u.toString()) == u) + u.toString().length();", 'true36'],
    [
      "Url u = new Url('https://user@example.com:8443/a/b?c=d#e'); return u.getHost() + u.getPort() + u.getPath() + u.getQuery() + u.getRef() + u.getFile();",
      'example.com8443/a/bc=de/a/b?c=d',
    ],
  ]);
});

describe('Type', () => {
  const members =
    "public class Part { public String v = 'made'; } public virtual class Base {} public class Sub extends Base {}";
  check(
    [
      ["((Part) Type.forName('Main.Part').newInstance()).v", 'made'],
      ["Type.forName('Nope')", 'null'],
      [
        "Type.forName('List<Account>').getName() + Main.Part.class.getName() + String.class",
        'List<Account>Main.PartString',
      ],
      ["Type.forName('account') == Account.class", 'true'],
      ["Base.class.isAssignableFrom(Sub.class) + '' + Sub.class.isAssignableFrom(Base.class)", 'truefalse'],
      ["((Map<String, Integer>) Type.forName('Map<String,Integer>').newInstance()).size()", '0'],
    ],
    { members },
  );
});

describe('exceptions and assertions', () => {
  const members = 'public class MyException extends Exception {}';
  check(
    [
      [
        "try { Integer i = 1 / 0; return ''; } catch (Exception e) { return e.getTypeName() + ': ' + e.getMessage() + e.getLineNumber(); }",
        'System.MathException: Divide by 01',
      ],
      [
        "try { throw new MyException('a', new MyException('b')); } catch (Exception e) { return e.getMessage() + e.getCause().getMessage() + e.getTypeName(); }",
        'abMain.MyException',
      ],
      ['try { throw new MyException(); } catch (Exception e) { return e.getMessage(); }', 'Script-thrown exception'],
      [
        "Assert.areEqual(1, 2, 'sum'); return '';",
        '!System.AssertException: Assertion Failed: sum: Expected: 1, Actual: 2',
      ],
      [
        "System.assertEquals('a', 'A'); return '';",
        '!System.AssertException: Assertion Failed: Expected: a, Actual: A',
      ],
      ["System.assert(false, 'no'); return '';", '!System.AssertException: Assertion Failed: no'],
      ["System.assertNotEquals(1, 1); return '';", '!System.AssertException: Assertion Failed: Same value: 1'],
      [
        "try { Assert.fail('x'); return ''; } catch (Exception e) { return 'caught'; }",
        '!System.AssertException: Assertion Failed: x',
      ],
      ["Assert.isInstanceOfType(new MyException(), Exception.class); System.assertEquals(1, 1.0); return 'ok';", 'ok'],
    ],
    { members },
  );
});
