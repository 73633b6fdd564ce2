/** Rows that the platform makes on its own: relations of e-mails, addresses of content deliveries. */
import { createOrg } from '../../src/org/org.ts';

function debugged(code: string): string[] {
  const { org } = createOrg();
  const result = org.transaction({ user: org.security.admin(), kind: 'sync' }, (transaction) =>
    org.apex.executeAnonymous(code, transaction),
  );
  expect(result.compileProblem ?? result.exceptionMessage).toBeNull();
  return [...result.debugLog.matchAll(/\|DEBUG\|(.*)/g)].map((match) => match[1]!);
}

test('an e-mail is related to the people it names by id, and to a known sender', () => {
  const lines = debugged(`
    insert new Contact(LastName = 'Sender', Email = 'sender@example.com');
    insert new EmailMessage(Subject = 's', Status = '3', FromAddress = 'sender@example.com', ToAddress = 'nobody@example.com',
      ToIds = new List<String>{ UserInfo.getUserId() });
    for (EmailMessageRelation each : [SELECT RelationType, RelationObjectType, RelationAddress FROM EmailMessageRelation ORDER BY RelationType])
      System.debug(each.RelationType + ' ' + each.RelationObjectType + ' ' + each.RelationAddress);`);
  expect(lines).toEqual(['FromAddress Contact sender@example.com', 'ToAddress User admin@example.com']);
});

test('a content delivery has a public address, and one to download where that is allowed', () => {
  const lines = debugged(`
    ContentVersion file = new ContentVersion(Title = 't', PathOnClient = 't.txt', VersionData = Blob.valueOf('x'));
    insert file;
    insert new ContentDistribution(Name = 'd', ContentVersionId = file.Id, PreferencesAllowOriginalDownload = true);
    ContentDistribution made = [SELECT ContentDocumentId, ContentDownloadUrl, PdfDownloadUrl, DistributionPublicUrl FROM ContentDistribution];
    System.debug(made.ContentDocumentId == [SELECT ContentDocumentId FROM ContentVersion].ContentDocumentId);
    System.debug(made.ContentDownloadUrl.startsWith('https://') && made.DistributionPublicUrl.startsWith('https://'));
    System.debug(made.PdfDownloadUrl);`);
  expect(lines).toEqual(['true', 'true', 'null']);
});
