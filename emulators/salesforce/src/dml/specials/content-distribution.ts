/** A content delivery gets its document and its public addresses when it is made. */
import { current } from '../../transaction/transaction.ts';
import { setValue, valueOf } from '../save.ts';
import type { Special } from './special.ts';

/** 15-character ids, as in the platform's addresses. */
const short = (id: unknown): string => String(id).slice(0, 15);

export const contentDistribution: Special = {
  compute(save, { room }) {
    const version = room.storage.get('ContentVersion', String(valueOf(save, 'ContentVersionId')));
    if (version) setValue(save, 'ContentDocumentId', version['ContentDocumentId'] ?? null);
  },
  written(saves) {
    const { org } = current();
    const object = org.schema.object('ContentDistribution')!;
    for (const save of saves.filter((each) => !each.before)) {
      const id = save.working.id!;
      const site = `https://${short(org.id).toLowerCase()}.my.salesforce.com/sfc`;
      const query = `oid=${short(org.id)}&ids=${short(valueOf(save, 'ContentVersionId'))}&d=%2Fa%2F${short(id)}`;
      const download = (allowed: string, kind: string): string | null =>
        valueOf(save, allowed) === true ? `${site}/dist/version/${kind}/?${query}&asPdf=${kind === 'pdf'}` : null;
      org.dml.overwrite(object, id, {
        DistributionPublicUrl: `${site}/p/#${short(org.id)}/a/${short(id)}`,
        ContentDownloadUrl: download('PreferencesAllowOriginalDownload', 'download'),
        PdfDownloadUrl: download('PreferencesAllowPDFDownload', 'pdf'),
      });
    }
  },
};
