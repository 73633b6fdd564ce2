/** Who acts, and with which rights. */

export type AccessLevel = 'user' | 'system';

/** With or without record sharing, as the running Apex class says. */
export type SharingMode = 'with' | 'without';

export interface OrgUser {
  /** 005…, 18 characters. */
  id: string;
  username: string;
  name: string;
  profileId: string;
  profileName: string;
  /** `Standard`, `AutomatedProcess`, … */
  userType: string;
  timeZone: string;
  locale: string;
  language: string;
}

/** Object and field rights of a user: profile plus assigned permission sets. Names are compared case-insensitively. */
export interface Rights {
  canRead(object: string): boolean;
  canCreate(object: string): boolean;
  canEdit(object: string): boolean;
  canDelete(object: string): boolean;
  canViewAll(object: string): boolean;
  canModifyAll(object: string): boolean;
  canReadField(object: string, field: string): boolean;
  canEditField(object: string, field: string): boolean;
  hasPermission(name: string): boolean;
}
