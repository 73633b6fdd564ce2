/** JSON in both directions. */
import { check } from './cases.ts';

const members = `
  public enum Color { RED, GREEN }
  public class Item { public String name; public Decimal price; public Integer count; transient String secret = 's'; public Color color; public List<Item> parts; public Date day; public Datetime at; public Object extra; public Map<String, Item> byName; public Boolean ok { get; set; } }
`;

describe('serialize', () => {
  check(
    [
      [
        "JSON.serialize(new Map<String, Object>{'a' => 1, 'b' => 2.50, 'c' => null, 'd' => 'q\"\\n', 'e' => true})",
        '{"e":true,"d":"q\\"\\n","c":null,"b":2.50,"a":1}',
      ],
      ['JSON.serialize(Datetime.newInstanceGmt(2024, 1, 5, 10, 11, 12))', '"2024-01-05T10:11:12.000Z"'],
      [
        'JSON.serialize(new List<Object>{Date.newInstance(2024, 1, 5), Blob.valueOf("hi"), 5L, Color.RED})'.replaceAll(
          '"',
          "'",
        ),
        '["2024-01-05","aGk=",5,"RED"]',
      ],
      [
        "Item i = new Item(); i.name = 'n'; i.price = 1.10; i.ok = true; return JSON.serialize(i, true);",
        '{"price":1.10,"ok":true,"name":"n"}',
      ],
      [
        'JSON.serialize(new Item())',
        '{"price":null,"parts":null,"ok":null,"name":null,"extra":null,"day":null,"count":null,"color":null,"byName":null,"at":null}',
      ],
      [
        "JSON.serialize(new Account(Name = 'x', Id = '001000000000001AAA'))",
        '{"attributes":{"type":"Account","url":"/services/data/v67.0/sobjects/Account/001000000000001AAA"},"Name":"x","Id":"001000000000001AAA"}',
      ],
      [
        "JSON.serializePretty(new Map<String, Object>{'a' => new List<Object>{1, new Map<String, Object>{'b' => 2}}, 'c' => new List<Object>()})",
        '{\n  "c" : [ ],\n  "a" : [ 1, {\n    "b" : 2\n  } ]\n}',
      ],
      [
        "JSONGenerator g = JSON.createGenerator(false); g.writeStartObject(); g.writeStringField('a', 'x'); g.writeFieldName('b'); g.writeStartArray(); g.writeNumber(1); g.writeEndArray(); g.writeNullField('c'); g.writeEndObject(); return g.getAsString();",
        '{"a":"x","b":[1],"c":null}',
      ],
    ],
    { members },
  );
});

describe('deserialize', () => {
  check(
    [
      [
        "Map<String, Object> m = (Map<String, Object>) JSON.deserializeUntyped('{\"a\":1,\"b\":[1.5,\"x\",null,true],\"c\":{\"d\":3000000000}}'); return '' + m + (m.get('a') instanceof Integer) + (((List<Object>) m.get('b'))[0] instanceof Decimal) + (((Map<String, Object>) m.get('c')).get('d') instanceof Long);",
        '{a=1, b=(1.5, x, null, true), c={d=3000000000}}truetruetrue',
      ],
      [
        'Item i = (Item) JSON.deserialize(\'{"NAME":"n","price":1.10,"count":"3","color":"GREEN","parts":[{"name":"p"}],"day":"2024-01-05","at":"2024-01-05T10:11:12.000Z","zzz":1,"byName":{"k":{"count":7}},"extra":[1]}\', Item.class); return i.name + i.price + i.count + i.color + i.parts[0].name + i.day.day() + i.at.hourGmt() + i.byName.get(\'k\').count + i.extra;',
        'n1.103GREENp5107(1)',
      ],
      ['JSON.deserializeStrict(\'{"zzz":1}\', Item.class)', '!System.JSONException: Unknown field: Main.Item.zzz'],
      [
        'Account a = (Account) JSON.deserialize(\'{"attributes":{"type":"Account"},"Name":"x","AnnualRevenue":5,"Contacts":{"totalSize":1,"done":true,"records":[{"LastName":"l"}]}}\', Account.class); return a.Name + a.AnnualRevenue + a.Contacts.size() + a.Contacts[0].LastName;',
        'x51l',
      ],
      ["JSON.deserialize('[1,2]', List<Integer>.class)", '(1, 2)'],
      [
        "((List<Integer>) JSON.deserialize('{}', List<Integer>.class)).size()",
        "!System.JSONException: Malformed JSON: Expected '[' at the beginning of List/Set",
      ],
      [
        "JSON.deserializeUntyped('<html>')",
        "!System.JSONException: Unexpected character ('<' (code 60)): expected a valid value (number, String, array, object, 'true', 'false' or 'null') at [line:1, column:1]",
      ],
      ["JSON.deserializeUntyped('')", '!System.JSONException: No content to map to Object due to end of input'],
      [
        'JSON.deserializeUntyped(\'{"a":1\')',
        '!System.JSONException: Unexpected end-of-input: expected close marker for OBJECT (from [line:1, column:1]) at [line:1, column:7]',
      ],
      ['JSON.deserializeUntyped(null)', '!System.NullPointerException: Argument cannot be null.'],
      ['JSON.deserialize(\'"x"\', Integer.class)', '!System.JSONException: Illegal value for primitive'],
      [
        'JSONParser p = JSON.createParser(\'{"a":[1,{"b":"x"}],"c":2.5}\'); String out = \'\'; while (p.nextToken() != null) { if (p.getCurrentToken() == JSONToken.FIELD_NAME && p.getText() == \'c\') { p.nextToken(); out += p.getDecimalValue() + p.getCurrentName(); } else { out += p.getCurrentToken().name().left(3) + \' \'; } } return out;',
        'STA FIE STA VAL STA FIE VAL END END 2.5cEND ',
      ],
    ],
    { members },
  );
});

describe('platform classes from JSON', () => {
  check([
    [
      'Database.SaveResult r = (Database.SaveResult) JSON.deserialize(\'{"success":false,"id":"001000000000000001","errors":[{"message":"m","statusCode":"DUPLICATE_VALUE","fields":["Name"]}]}\', Database.SaveResult.class); return \'\' + r.getId() + r.isSuccess() + r.getErrors()[0].getMessage() + r.getErrors()[0].getStatusCode() + r.getErrors()[0].getFields();',
      '001000000000000001falsemDUPLICATE_VALUE(Name)',
    ],
    [
      "JSON.deserialize('\"}]', List<Contact>.class)",
      "!System.JSONException: Malformed JSON: Expected '[' at the beginning of List/Set",
    ],
    ["JSON.serialize(new Map<SObjectField, Object>{ Account.Name => 'x' })", '{"Name":"x"}'],
  ]);
});
