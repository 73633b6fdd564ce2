/** Small rules of single objects. */
import { Decimal } from '../../apex/runtime/decimal.ts';
import { ApexBlob } from '../../apex/runtime/blob.ts';
import { current } from '../../transaction/transaction.ts';
import { SObjectRecord } from '../../schema/record.ts';
import { fail, setValue, valueOf } from '../save.ts';
import type { Special } from './special.ts';

export const campaignMember: Special = {
  compute(save, { room }) {
    const lead = valueOf(save, 'LeadId');
    const contact = valueOf(save, 'ContactId');
    if (!lead && !contact) {
      fail(save, 'REQUIRED_FIELD_MISSING', 'Required fields are missing: [LeadId, ContactId]', ['LeadId', 'ContactId']);
      return;
    }
    const id = String(contact ?? lead);
    setValue(save, 'LeadOrContactId', id);
    const row = room.storage.get(contact ? 'Contact' : 'Lead', id);
    for (const name of ['FirstName', 'LastName', 'Email', 'Phone', 'Title']) {
      if (save.working.object.fields.has(name.toLowerCase())) setValue(save, name, row?.[name] ?? null);
    }
    const status = valueOf(save, 'Status') ?? 'Sent';
    setValue(save, 'Status', status);
    setValue(save, 'HasResponded', /^(responded|attended|registered)$/i.test(String(status)));
    const campaign = valueOf(save, 'CampaignId');
    for (const other of room.storage.table('CampaignMember').matching('CampaignId', campaign)) {
      if (other.Id !== save.before?.Id && other['IsDeleted'] !== true && other['LeadOrContactId'] === id) {
        fail(
          save,
          'DUPLICATE_VALUE',
          `Already a campaign member.: duplicate value found: <unknown> duplicates value on record with id: <unknown>`,
          [],
        );
      }
    }
  },
};

const FILE_TYPES: Record<string, string> = {
  docx: 'WORD_X',
  doc: 'WORD',
  xlsx: 'EXCEL_X',
  xls: 'EXCEL',
  pptx: 'POWER_POINT_X',
  ppt: 'POWER_POINT',
  txt: 'TEXT',
  jpeg: 'JPG',
};

function fileType(extension: string | null): string {
  return FILE_TYPES[extension?.toLowerCase() ?? ''] ?? (extension ?? 'UNKNOWN').toUpperCase();
}

/** A version without a document gets one of its own. */
export const contentVersion: Special = {
  compute(save, { insert }) {
    const data = valueOf(save, 'VersionData');
    if (data instanceof ApexBlob) setValue(save, 'ContentSize', data.size);
    const path = String(valueOf(save, 'PathOnClient') ?? '');
    if (!valueOf(save, 'Title'))
      setValue(
        save,
        'Title',
        path
          .split('/')
          .at(-1)!
          .replace(/\.[^.]*$/, '') || null,
      );
    const extension = /\.([^.]+)$/.exec(path)?.[1] ?? null;
    setValue(save, 'FileExtension', extension);
    setValue(save, 'FileType', fileType(extension));
    setValue(save, 'IsLatest', true);
    if (save.before || valueOf(save, 'ContentDocumentId')) return;
    const object = save.working.object.fields.get('contentdocumentid');
    if (!object) return;
    save.pending = (room) => {
      const document = new SObjectRecord(room.schema.object('ContentDocument')!);
      document.values.set('Title', valueOf(save, 'Title'));
      document.values.set('FileExtension', extension);
      document.values.set('FileType', fileType(extension));
      document.values.set('ContentSize', valueOf(save, 'ContentSize') ?? Decimal.ZERO);
      const [result] = insert([document]);
      if (result?.id) setValue(save, 'ContentDocumentId', result.id);
      else save.errors.push(...(result?.errors ?? []));
    };
  },
  written(saves, { insert, update }) {
    for (const save of saves.filter((each) => !each.before)) {
      const document = valueOf(save, 'ContentDocumentId');
      const { schema } = current().org;
      const latest = new SObjectRecord(schema.object('ContentDocument')!);
      latest.values.set('Id', document);
      latest.values.set('LatestPublishedVersionId', save.working.id);
      save.errors.push(...update([latest]).flatMap((result) => result.errors));
      const owner = valueOf(save, 'OwnerId');
      const place = valueOf(save, 'FirstPublishLocationId');
      for (const [entity, shareType] of [
        [owner, 'I'],
        [place, 'V'],
      ]) {
        if (entity === null) continue;
        const link = new SObjectRecord(schema.object('ContentDocumentLink')!);
        link.values.set('ContentDocumentId', document);
        link.values.set('LinkedEntityId', entity);
        link.values.set('ShareType', shareType);
        link.values.set('Visibility', 'AllUsers');
        save.errors.push(...insert([link]).flatMap((result) => result.errors));
      }
    }
  },
};
