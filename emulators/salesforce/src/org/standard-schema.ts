/** The schema of an org before anything is deployed. */
import { addField, makeObject } from '../schema/make.ts';
import { syncChangeEvents } from '../metadata/objects.ts';
import { moreObjects } from '../schema/more-objects.ts';
import { OrgSchema } from '../schema/org-schema.ts';
import { standardObjects } from '../schema/standard-objects.ts';
import type { Shape } from './shape.ts';

export function standardSchema(shape: Shape): OrgSchema {
  const more = moreObjects(new Set(shape.features));
  const missing = new Set(shape.without.map((name) => name.toLowerCase()));
  const schema = new OrgSchema((name, own) => (missing.has(name) ? undefined : more(name, own)));
  for (const object of standardObjects(shape.features)) {
    const base = object.name.replace(/(Share|History|Feed|ChangeEvent)$/, '');
    if (missing.has(object.name.toLowerCase()) || missing.has(base.toLowerCase())) continue;
    // Views of tasks and events have ids of those.
    if (/^(OpenActivity|ActivityHistory|UserRecordAccess)$/.test(object.name)) object.keyPrefix = undefined;
    else object.keyPrefix ??= schema.newPrefix(object.name, 'z');
    schema.add(object);
  }
  for (const object of schema.objects()) {
    // Lookups to objects this org lacks go with them; children of lacking objects, too.
    for (const [key, field] of [...object.fields]) {
      if (field.referenceTo.length === 0) continue;
      field.referenceTo = field.referenceTo.filter((name) => !missing.has(name.toLowerCase()));
      if (field.referenceTo.length === 0) object.fields.delete(key);
    }
    object.childRelationships = object.childRelationships.filter((child) => schema.object(child.childObject));
    const sharing = shape.sharing[object.name];
    if (sharing !== undefined) object.sharingModel = sharing;
  }
  schema.add(
    makeObject({
      name: 'AggregateResult',
      kind: 'standard',
      isQueryable: false,
      isCreateable: false,
      isUpdateable: false,
      isDeletable: false,
      isTriggerable: false,
    }),
  );
  const name = schema.object('Name');
  if (name && !name.fields.has('type')) addField(name, { name: 'Type', type: 'string' });
  syncChangeEvents(schema);
  return schema;
}
