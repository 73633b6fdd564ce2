/** Rights of one user: grants of the profile and of the permission sets assigned, over the schema. */
import { fieldOf, type FieldInfo, type ObjectInfo, type Schema } from '../schema/model.ts';
import type { Rights } from './access.ts';
import type { Grants, ObjectGrant } from './grants.ts';
import { HIDDEN_FIELDS } from './standard-profiles.ts';

/** Fields every user with the object right sees, whatever field-level security says. */
const ALWAYS = new Set([
  'id',
  'name',
  'createddate',
  'createdbyid',
  'lastmodifieddate',
  'lastmodifiedbyid',
  'systemmodstamp',
  'isdeleted',
  'ownerid',
  'recordtypeid',
  'currencyisocode',
]);

/** Setup and platform objects anybody may read. */
const OPEN =
  /^(user|profile|userrole|group|groupmember|queuesobject|recordtype|organization|businesshours|asyncapexjob|crontrigger|cronjobdetail|entitydefinition|fielddefinition|permissionset|permissionsetassignment|permissionsetgroup|custompermission|setupentityaccess|objectpermissions|fieldpermissions|opportunitystage|casestatus|leadstatus|taskstatus|taskpriority|contractstatus|staticresource|eventbussubscriber|userlicense|currencytype|userrecordaccess|customnotificationtype|duplicaterule|name|period|holiday|aggregateresult|picklistvalueinfo|userpreference|topic|topicassignment|listview|networkmember|network|sites|domain|contentworkspace|individual|feeditem|feedcomment|collaborationgroup|recentlyviewed|namedcredential|authsession|emailtemplate|folder|orgwideemailaddress)$/;

/** Code is for those who may see the setup. */
const CODE = /^apex(class|trigger|page|component)$/;

/** Details that share the rights of their parent. */
const PARENT: Record<string, string> = {
  opportunitylineitem: 'opportunity',
  opportunitycontactrole: 'opportunity',
  opportunityhistory: 'opportunity',
  opportunityfieldhistory: 'opportunity',
  casecomment: 'case',
  campaignmemberstatus: 'campaign',
  campaignmember: 'campaign',
  orderitem: 'order',
  pricebookentry: 'pricebook2',
  accountcontactrelation: 'account',
  emailmessage: 'case',
  duplicaterecordset: 'account',
  duplicaterecorditem: 'account',
};

const ADDRESS_PART =
  /(Street|City|State|PostalCode|Country|StateCode|CountryCode|Latitude|Longitude|GeocodeAccuracy)$/i;

/**
 * `everything`: the platform's own users. `admin`: all objects, all standard fields; custom fields only as granted, as for anybody.
 * `standard`: objects as granted, and the standard fields of them. `granted`: only what is granted.
 */
export type RightsKind = 'everything' | 'admin' | 'standard' | 'granted';

export class UserRights implements Rights {
  readonly #schema: Schema;
  readonly #grants: Grants;
  readonly #isEverything: boolean;
  readonly #isAdmin: boolean;
  readonly #isStandard: boolean;

  constructor(schema: Schema, grants: Grants, kind: RightsKind, flsOff: boolean) {
    this.#schema = schema;
    this.#grants = grants;
    this.#isEverything = kind === 'everything' || flsOff;
    this.#isAdmin = kind === 'admin' || kind === 'everything';
    this.#isStandard = kind === 'standard' || kind === 'admin';
  }

  canRead(object: string): boolean {
    return this.#object(object, 'read');
  }
  canCreate(object: string): boolean {
    return this.#object(object, 'create');
  }
  canEdit(object: string): boolean {
    return this.#object(object, 'edit');
  }
  canDelete(object: string): boolean {
    return this.#object(object, 'delete');
  }
  canViewAll(object: string): boolean {
    return (
      this.#isAdmin ||
      this.hasPermission('ViewAllData') ||
      this.hasPermission('ModifyAllData') ||
      this.#granted(object, 'viewAll') ||
      this.#granted(object, 'modifyAll')
    );
  }
  canModifyAll(object: string): boolean {
    return this.#isAdmin || this.hasPermission('ModifyAllData') || this.#granted(object, 'modifyAll');
  }

  #granted(object: string, right: keyof ObjectGrant): boolean {
    return this.#grants.objects.get(object.toLowerCase())?.[right] ?? false;
  }

  #object(name: string, right: 'read' | 'create' | 'edit' | 'delete'): boolean {
    const info = this.#schema.object(name);
    const key = name.toLowerCase();
    if (this.#isAdmin || this.#isEverything) return true;
    if (this.hasPermission('ModifyAllData') || (right === 'read' && this.hasPermission('ViewAllData'))) return true;
    if (this.#grants.objects.has(key)) return this.#granted(key, right) || this.#granted(key, 'modifyAll');
    const parent = PARENT[key];
    if (parent) return right === 'read' ? this.canRead(parent) : this.canEdit(parent);
    if (right === 'read' && OPEN.test(key)) return true;
    if (right === 'read' && CODE.test(key)) return this.hasPermission('ViewSetup') || this.hasPermission('AuthorApex');
    // "Access Activities" is in every standard profile; which activities it shows is a matter of sharing.
    if (right === 'read' && (key === 'task' || key === 'event')) return true;
    if (key === 'task' || key === 'event' || key === 'feeditem' || key === 'feedcomment') return this.#isStandard;
    if (info?.kind === 'customMetadata') return right === 'read' && this.#customMetadata(info);
    if (info?.kind === 'customSetting') return right === 'read' || this.hasPermission('CustomizeApplication');
    if (info?.kind === 'share' || info?.kind === 'history' || info?.kind === 'feed') {
      return this.#object(baseName(info.name), right === 'read' ? 'read' : 'edit');
    }
    if (info?.kind === 'changeEvent') return right === 'read';
    return false;
  }

  #customMetadata(object: ObjectInfo): boolean {
    return (
      this.#isStandard || this.hasPermission('ViewSetup') || this.hasPermission(`metadata:${object.name.toLowerCase()}`)
    );
  }

  canReadField(object: string, field: string): boolean {
    return this.#field(object, field, 'read');
  }

  canEditField(object: string, field: string): boolean {
    const info = this.#schema.object(object);
    const found = info && fieldOf(info, field);
    if (found && !found.isCreateable && !found.isUpdateable) return false;
    return this.#field(object, field, 'edit');
  }

  #field(object: string, field: string, right: 'read' | 'edit'): boolean {
    const info = this.#schema.object(object);
    const found = info && fieldOf(info, field);
    if (!info || !found) return false;
    if (this.#isEverything) return true;
    if (right === 'read' ? !this.canRead(object) : !this.canEdit(object) && !this.canCreate(object)) return false;
    if (!hasFieldSecurity(info, found)) return true;
    if (right === 'read' && this.#granted(object, 'viewAllFields')) return true;
    const grant = this.#grants.fields.get(`${object}.${field}`.toLowerCase());
    if (grant?.[right]) return true;
    // Parts of an address share the right to the whole.
    const whole = field.replace(ADDRESS_PART, 'Address');
    const compound = whole === field ? undefined : this.#grants.fields.get(`${object}.${whole}`.toLowerCase());
    if (compound?.[right]) return true;
    if (found.isCustom || info.kind !== 'standard') return false;
    if (this.#isStandard) return this.#isAdmin || !HIDDEN_FIELDS.test(`${object}.${field}`);
    return OPEN.test(object.toLowerCase()) || object.toLowerCase() in PARENT || isNamePart(field);
  }

  hasPermission(name: string): boolean {
    return this.#isAdmin ? !name.startsWith('custom:') : this.#grants.permissions.has(name.toLowerCase());
  }

  /** Custom permissions are never implied, not even for administrators. */
  hasCustomPermission(name: string): boolean {
    return this.#grants.permissions.has(name.toLowerCase());
  }
}

/** False for fields that everybody with the object's right has: system fields, required ones, masters, names. */
export function hasFieldSecurity(object: ObjectInfo, field: FieldInfo): boolean {
  if (ALWAYS.has(field.name.toLowerCase()) || field.isRequired || field.isMasterDetail || field.isNameField)
    return false;
  if (object.kind !== 'standard' && object.kind !== 'custom') return false;
  return field.isNillable || field.type === 'boolean';
}

/** First and last names go with the compound name. */
function isNamePart(field: string): boolean {
  return /^(firstname|lastname|salutation)$/i.test(field);
}

function baseName(name: string): string {
  if (name.endsWith('__Share')) return name.replace(/__Share$/, '__c');
  return name.replace(/(Share|History|Feed|FieldHistory)$/, '').replace(/__$/, '__c');
}
