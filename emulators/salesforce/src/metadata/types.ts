import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Metadata types by folder. `bundle`: a folder per component; `content`: a file beside the -meta.xml. */
export interface MetadataType {
  type: string;
  folder: string;
  suffix: string;
  kind: 'plain' | 'content' | 'bundle';
  /** Root element, where it is not the type. */
  root?: string;
  /** Only stored and given back. */
  isKept?: boolean;
}

const plain: [folder: string, type: string, suffix: string][] = [
  ['objects', 'CustomObject', 'object'],
  ['customMetadata', 'CustomMetadata', 'md'],
  ['labels', 'CustomLabels', 'labels'],
  ['permissionsets', 'PermissionSet', 'permissionset'],
  ['permissionsetgroups', 'PermissionSetGroup', 'permissionsetgroup'],
  ['mutingpermissionsets', 'MutingPermissionSet', 'mutingpermissionset'],
  ['profiles', 'Profile', 'profile'],
  ['tabs', 'CustomTab', 'tab'],
  ['flexipages', 'FlexiPage', 'flexipage'],
  ['layouts', 'Layout', 'layout'],
  ['applications', 'CustomApplication', 'app'],
  ['platformEventChannels', 'PlatformEventChannel', 'platformEventChannel'],
  ['platformEventChannelMembers', 'PlatformEventChannelMember', 'platformEventChannelMember'],
  ['PlatformEventSubscriberConfigs', 'PlatformEventSubscriberConfig', 'platformEventSubscriberConfig'],
  ['standardValueSets', 'StandardValueSet', 'standardValueSet'],
  ['globalValueSets', 'GlobalValueSet', 'globalValueSet'],
  ['queues', 'Queue', 'queue'],
  ['groups', 'Group', 'group'],
  ['roles', 'Role', 'role'],
  ['duplicateRules', 'DuplicateRule', 'duplicateRule'],
  ['matchingRules', 'MatchingRules', 'matchingRule'],
  ['assignmentRules', 'AssignmentRules', 'assignmentRules'],
  ['autoResponseRules', 'AutoResponseRules', 'autoResponseRules'],
  ['escalationRules', 'EscalationRules', 'escalationRules'],
  ['sharingRules', 'SharingRules', 'sharingRules'],
  ['customPermissions', 'CustomPermission', 'customPermission'],
  ['remoteSiteSettings', 'RemoteSiteSetting', 'remoteSite'],
  ['namedCredentials', 'NamedCredential', 'namedCredential'],
  ['externalCredentials', 'ExternalCredential', 'externalCredential'],
  ['cspTrustedSites', 'CspTrustedSite', 'cspTrustedSite'],
  ['corsWhitelistOrigins', 'CorsWhitelistOrigin', 'corsWhitelistOrigin'],
  ['reportTypes', 'ReportType', 'reportType'],
  ['settings', 'Settings', 'settings'],
  ['translations', 'Translations', 'translation'],
  ['objectTranslations', 'CustomObjectTranslation', 'objectTranslation'],
  ['globalValueSetTranslations', 'GlobalValueSetTranslation', 'globalValueSetTranslation'],
  ['standardValueSetTranslations', 'StandardValueSetTranslation', 'standardValueSetTranslation'],
  ['workflows', 'Workflow', 'workflow'],
  ['flows', 'Flow', 'flow'],
  ['flowDefinitions', 'FlowDefinition', 'flowDefinition'],
  ['quickActions', 'QuickAction', 'quickAction'],
  ['pathAssistants', 'PathAssistant', 'pathAssistant'],
  ['notificationtypes', 'CustomNotificationType', 'notiftype'],
  ['cachePartitions', 'PlatformCachePartition', 'cachePartition'],
  ['messageChannels', 'LightningMessageChannel', 'messageChannel'],
  ['testSuites', 'ApexTestSuite', 'testSuite'],
  ['connectedApps', 'ConnectedApp', 'connectedApp'],
  ['topicsForObjects', 'TopicsForObjects', 'topicsForObjects'],
  ['brandingSets', 'BrandingSet', 'brandingSet'],
  ['lightningExperienceThemes', 'LightningExperienceTheme', 'lightningExperienceTheme'],
  ['featureParameters', 'FeatureParameterBoolean', 'featureParameterBoolean'],
  ['homePageLayouts', 'HomePageLayout', 'homePageLayout'],
  ['reports', 'Report', 'report'],
  ['dashboards', 'Dashboard', 'dashboard'],
  ['weblinks', 'CustomPageWebLink', 'weblink'],
  ['prompts', 'Prompt', 'prompt'],
  ['sites', 'CustomSite', 'site'],
  ['networks', 'Network', 'network'],
  ['profilePasswordPolicies', 'ProfilePasswordPolicy', 'profilePasswordPolicy'],
  ['entitlementProcesses', 'EntitlementProcess', 'entitlementProcess'],
  ['milestoneTypes', 'MilestoneType', 'milestoneType'],
  ['invocableactionextensions', 'InvocableActionExt', 'invocableactionextension'],
  ['userAccessPolicies', 'UserAccessPolicy', 'useraccesspolicy'],
];

const withContent: [folder: string, type: string, suffix: string][] = [
  ['classes', 'ApexClass', 'cls'],
  ['triggers', 'ApexTrigger', 'trigger'],
  ['pages', 'ApexPage', 'page'],
  ['components', 'ApexComponent', 'component'],
  ['staticresources', 'StaticResource', 'resource'],
  ['contentassets', 'ContentAsset', 'asset'],
  ['email', 'EmailTemplate', 'email'],
  ['documents', 'Document', 'document'],
  ['dw', 'DataWeaveResource', 'dwl'],
];

const bundles: [folder: string, type: string, suffix: string][] = [
  ['lwc', 'LightningComponentBundle', 'js'],
  ['aura', 'AuraDefinitionBundle', 'cmp'],
];

const make =
  (kind: MetadataType['kind']) =>
  ([folder, type, suffix]: [string, string, string]): MetadataType => ({ type, folder, suffix, kind });

/** Types the org does something with, or that are common. */
export const HAND_WRITTEN_TYPES: MetadataType[] = [
  ...plain.map(make('plain')),
  ...withContent.map(make('content')),
  ...bundles.map(make('bundle')),
];

const table = JSON.parse(readFileSync(join(import.meta.dirname, 'more-types.generated.json'), 'utf8')) as {
  types: [folder: string, type: string, suffix: string, kind: MetadataType['kind']][];
};

/** All types: the rest is kept as it was deployed. */
export const METADATA_TYPES: MetadataType[] = [
  ...HAND_WRITTEN_TYPES,
  ...table.types.map(([folder, type, suffix, kind]) => ({ type, folder, suffix, kind, isKept: true })),
];

const byFolder = new Map(METADATA_TYPES.map((each) => [each.folder.toLowerCase(), each]));
const byType = new Map(METADATA_TYPES.map((each) => [each.type, each]));

export function typeOfFolder(folder: string): MetadataType | undefined {
  return byFolder.get(folder.toLowerCase());
}

/** The type of a file that lies outside of its folder; sources without -meta.xml only where the suffix is their own. */
export function typeOfSuffix(suffix: string, isMeta: boolean): MetadataType | undefined {
  const type = METADATA_TYPES.find(
    (each) => each.suffix === suffix && each.kind !== 'bundle' && each.type !== 'CustomObject',
  );
  return type && (isMeta || suffix === 'cls' || suffix === 'trigger') ? type : undefined;
}

export function metadataType(type: string): MetadataType | undefined {
  return byType.get(type);
}

/** Parts of a CustomObject: element in the object's file, type, folder and suffix in source format. */
export const OBJECT_PARTS: { element: string; type: string; folder: string; suffix: string }[] = [
  { element: 'fields', type: 'CustomField', folder: 'fields', suffix: 'field' },
  { element: 'validationRules', type: 'ValidationRule', folder: 'validationRules', suffix: 'validationRule' },
  { element: 'recordTypes', type: 'RecordType', folder: 'recordTypes', suffix: 'recordType' },
  { element: 'fieldSets', type: 'FieldSet', folder: 'fieldSets', suffix: 'fieldSet' },
  { element: 'listViews', type: 'ListView', folder: 'listViews', suffix: 'listView' },
  { element: 'compactLayouts', type: 'CompactLayout', folder: 'compactLayouts', suffix: 'compactLayout' },
  { element: 'webLinks', type: 'WebLink', folder: 'webLinks', suffix: 'webLink' },
  { element: 'businessProcesses', type: 'BusinessProcess', folder: 'businessProcesses', suffix: 'businessProcess' },
  { element: 'indexes', type: 'Index', folder: 'indexes', suffix: 'index' },
  { element: 'sharingReasons', type: 'SharingReason', folder: 'sharingReasons', suffix: 'sharingReason' },
];
