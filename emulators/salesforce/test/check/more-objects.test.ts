import { readShape } from '../../src/org/shape.ts';
import { standardSchema } from '../../src/org/standard-schema.ts';

describe('standard objects beyond the usual ones', () => {
  const schema = standardSchema(readShape());

  test('are there once they are named, with types, flags and lookups', () => {
    expect([...schema.objects()].some((each) => each.name === 'ContactRequest')).toBe(false);
    const object = schema.object('contactrequest')!;
    expect(object.name).toBe('ContactRequest');
    expect([...schema.objects()]).toContain(object);
    expect(object.fields.get('requestdescription')).toMatchObject({
      type: 'textarea',
      isNillable: true,
      isUpdateable: true,
    });
    expect(object.fields.get('whoid')).toMatchObject({
      referenceTo: ['Contact', 'Lead', 'User'],
      relationshipName: 'Who',
    });
    expect(object.fields.get('preferredchannel')!.object).toBe(object);
    expect(schema.object('Contact')!.childRelationships.map((each) => each.childObject)).toContain('ContactRequest');
    expect(schema.object('ContactRequest')).toBe(object);
  });

  test('histories, shares and change events follow their objects', () => {
    const history = schema.object('ContactPointAddressHistory')!;
    expect(history).toMatchObject({ kind: 'history', isCreateable: false });
    expect(history.fields.get('contactpointaddressid')).toMatchObject({ referenceTo: ['ContactPointAddress'] });
    const share = schema.object('MacroShare')!;
    expect(share.fields.get('parentid')).toMatchObject({ referenceTo: ['Macro'], relationshipName: 'Parent' });
    expect([...share.fields.keys()]).toEqual(expect.arrayContaining(['accesslevel', 'rowcause', 'userorgroupid']));
    expect(share.keyPrefix).not.toBe(schema.object('ContactRequestShare')!.keyPrefix);
    expect(schema.object('WorkOrderChangeEvent')).toMatchObject({ kind: 'changeEvent', isTriggerable: true });
  });

  test('keep their key prefixes whatever the order', () => {
    const other = standardSchema(readShape());
    other.object('MacroShare');
    expect(other.object('ContactRequest')!.keyPrefix).toBe(schema.object('ContactRequest')!.keyPrefix);
  });

  test('a name nobody published is none', () => {
    expect(schema.object('NoSuchThing')).toBeUndefined();
    expect(schema.object('AccountNonsense')).toBeUndefined();
  });
});
