/** Standard objects the emulated org has. */
export const standardObjectNames: string[] = `
  AppMenuItem ContentDistribution ContentAsset ListEmail PlatformCachePartition UserPreference WebLink LoginHistory ContentWorkspace ContentFolder
  Account AccountContactRelation AccountContactRole AccountFeed AccountHistory AccountShare AccountTeamMember
  ActivityHistory ApexClass ApexComponent ApexLog ApexPage ApexTestQueueItem ApexTestResult ApexTestResultLimits
  ApexTestRunResult ApexTrigger ApexTypeImplementor Asset AssetHistory AssetShare AsyncApexJob Attachment
  AuraDefinition AuraDefinitionBundle AuthProvider BatchApexErrorEvent BusinessHours Campaign CampaignMember
  CampaignMemberStatus CampaignShare Case CaseComment CaseContactRole CaseFeed CaseHistory CaseMilestone
  CaseShare CaseStatus CaseTeamMember CaseTeamRole CollaborationGroup CollaborationGroupMember Contact
  ContactFeed ContactHistory ContactPointEmail ContactPointPhone ContactShare ContentDocument
  ContentDocumentLink ContentVersion Contract ContractContactRole ContractHistory ContractStatus CronJobDetail
  CronTrigger CurrencyType CustomNotificationType CustomPermission DatedConversionRate Document
  DuplicateRecordItem DuplicateRecordSet DuplicateRule EmailMessage EmailMessageRelation EmailTemplate
  Entitlement EntityDefinition Event EventBusSubscriber EventRelation ExternalDataSource FeedComment FeedItem
  FeedTrackedChange FieldDefinition FieldPermissions FiscalYearSettings FlowDefinitionView FlowVersionView
  Folder Group GroupMember Holiday Individual IndividualShare Lead LeadFeed LeadHistory LeadShare LeadStatus
  ListView MatchingRule MatchingRuleItem Name NamedCredential Network NetworkMember Note ObjectPermissions
  OpenActivity OperatingHours Opportunity OpportunityContactRole OpportunityFeed OpportunityFieldHistory
  OpportunityHistory OpportunityLineItem OpportunityShare OpportunityStage OpportunityTeamMember Order
  OrderHistory OrderItem OrderShare OrgWideEmailAddress Organization PackageLicense Period PermissionSet
  PermissionSetAssignment PermissionSetGroup PermissionSetGroupComponent PicklistValueInfo
  PlatformEventUsageMetric Pricebook2 PricebookEntry ProcessDefinition ProcessInstance ProcessInstanceNode
  ProcessInstanceStep ProcessInstanceWorkitem ProcessNode Product2 Profile QueueSobject RecentlyViewed
  RecordType SetupEntityAccess Site SlaProcess StaticResource Task TaskPriority TaskRelation TaskStatus Topic
  TopicAssignment User UserLicense UserPackageLicense UserRecordAccess UserRole UserShare
`
  .trim()
  .split(/\s+/);
