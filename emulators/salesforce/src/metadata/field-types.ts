/** CustomField types: what they become, and which elements they need and know. */
import type { FieldType } from '../schema/model.ts';

export interface FieldKind {
  type: FieldType;
  /** Elements that must be there. */
  needs: string[];
  length?: number;
}

export const FIELD_KINDS: Record<string, FieldKind> = {
  Text: { type: 'string', needs: ['length'] },
  TextArea: { type: 'textarea', needs: [], length: 255 },
  LongTextArea: { type: 'textarea', needs: ['length', 'visibleLines'] },
  Html: { type: 'textarea', needs: ['length', 'visibleLines'] },
  EncryptedText: { type: 'encryptedstring', needs: ['length', 'maskType', 'maskChar'] },
  Number: { type: 'double', needs: ['precision', 'scale'] },
  Currency: { type: 'currency', needs: ['precision', 'scale'] },
  Percent: { type: 'percent', needs: ['precision', 'scale'] },
  Checkbox: { type: 'boolean', needs: ['defaultValue'] },
  Date: { type: 'date', needs: [] },
  DateTime: { type: 'datetime', needs: [] },
  Time: { type: 'time', needs: [] },
  Email: { type: 'email', needs: [], length: 80 },
  Phone: { type: 'phone', needs: [], length: 40 },
  Url: { type: 'url', needs: [], length: 255 },
  Picklist: { type: 'picklist', needs: [], length: 255 },
  MultiselectPicklist: { type: 'multipicklist', needs: ['visibleLines'], length: 4099 },
  Lookup: { type: 'reference', needs: ['referenceTo'] },
  MasterDetail: { type: 'reference', needs: ['referenceTo', 'relationshipName'] },
  MetadataRelationship: { type: 'reference', needs: ['referenceTo'] },
  AutoNumber: { type: 'string', needs: ['displayFormat'], length: 30 },
  Summary: { type: 'double', needs: ['summaryOperation', 'summaryForeignKey'] },
  Location: { type: 'location', needs: ['scale', 'displayLocationInDecimal'] },
};

/** All elements CustomField has; any other is refused. */
export const FIELD_ELEMENTS = new Set(
  `fullName label type description inlineHelpText length visibleLines precision scale required unique caseSensitive externalId
  defaultValue formula formulaTreatBlanksAs valueSet picklist referenceTo referenceTargetField relationshipName relationshipLabel
  relationshipOrder reparentableMasterDetail writeRequiresMasterRead deleteConstraint lookupFilter displayFormat startingNumber
  populateExistingRows maskType maskChar summaryForeignKey summaryOperation summarizedField summaryFilterItems trackHistory
  trackFeedHistory trackTrending isFilteringDisabled isNameField isSortingDisabled fieldManageability securityClassification
  complianceGroup businessOwnerGroup businessOwnerUser businessStatus encryptionScheme displayLocationInDecimal indexed
  stripMarkup isConvertLeadDisabled deprecated customDataType externalDeveloperName globalPicklist metadataRelationshipControllingField
  sorted isAIPredictionField`.split(/\s+/),
);

export const OBJECT_ELEMENTS = new Set(
  `fullName label pluralLabel description nameField deploymentStatus sharingModel externalSharingModel visibility gender startsWith
  enableActivities enableBulkApi enableFeeds enableHistory enableReports enableSearch enableSharing enableStreamingApi
  enableLicensing enableChangeDataCapture enableDivisions enableEnhancedLookup enableDataTranslation enableLookupFilterBypass
  allowInChatterGroups compactLayoutAssignment searchLayouts actionOverrides customHelp customHelpPage customSettingsType
  publishBehavior eventType householdImplementation recordTypeTrackFeedHistory recordTypeTrackHistory recordTypes historyRetentionPolicy
  articleTypeChannelDisplay hasSplit profileSearchLayouts namedFilters protected sharingRecalculations eventDelivery
  externalDataSource externalName externalRepository deprecated associateEntityType associateEntityField customSettingsVisibility
  language dataStewardGroup dataStewardUser enablePublicDataSharing mktDataLakeAttributes mktDataModelAttributes`.split(
    /\s+/,
  ),
);
