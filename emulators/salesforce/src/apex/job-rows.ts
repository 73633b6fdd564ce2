/** Asynchronous jobs as rows: AsyncApexJob, CronTrigger, CronJobDetail. They are computed when a query reads them. */
import { codeComponent } from '../org/code-components.ts';
import type { Org } from '../org/services.ts';
import type { Row } from '../storage/row.ts';
import { nextFireTime } from './cron.ts';
import { ApexDatetime } from './runtime/datetime.ts';
import { cronId, jobsOf, type Job } from './runtime/jobs.ts';

/** Tables by lower-case object name. */
export function jobTables(org: () => Org): Map<string, () => Iterable<Row>> {
  // A schedule that is aborted is gone; its job stays listed.
  const scheduled = (): Job[] =>
    jobsOf(org()).filter((job) => job.kind === 'ScheduledApex' && job.status !== 'Aborted');
  return new Map([
    ['asyncapexjob', () => jobsOf(org()).flatMap((job) => [asyncRow(job, org()), ...workerRows(job, org())])],
    ['crontrigger', () => scheduled().map(cronRow)],
    ['cronjobdetail', () => scheduled().map(detailRow)],
  ]);
}

function withoutBlanks(values: Record<string, unknown> & { Id: string }): Row {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null && value !== undefined)) as Row;
}

function asyncRow(job: Job, org: Org): Row {
  const [outer = ''] = job.className.split('.');
  return withoutBlanks({
    Id: job.id,
    ApexClassId: codeComponent(org, 'ApexClass', outer)?.id,
    JobType: job.kind,
    MethodName: job.methodName,
    Status: job.status,
    ExtendedStatus: job.extendedStatus,
    NumberOfErrors: job.errors,
    JobItemsProcessed: job.processedItems,
    TotalJobItems: job.totalItems,
    CreatedById: job.user.id,
    CreatedDate: new ApexDatetime(job.createdDate),
    CompletedDate: job.completedDate === null ? null : new ApexDatetime(job.completedDate),
    CronTriggerId: job.kind === 'ScheduledApex' ? cronId(job) : null,
  });
}

/** One for each chunk of a batch. */
function workerRows(job: Job, org: Org): Row[] {
  const row = asyncRow(job, org);
  return job.workers.map((id) => ({
    ...row,
    Id: id,
    JobType: 'BatchApexWorker',
    ParentJobId: job.id,
    TotalJobItems: 0,
    JobItemsProcessed: 0,
  }));
}

function detailId(job: Job): string {
  return `08a${job.id.slice(3)}`;
}

function cronRow(job: Job): Row {
  return withoutBlanks({
    Id: cronId(job),
    CronExpression: job.cron,
    CronJobDetailId: detailId(job),
    State: 'WAITING',
    // What a test runs at stopTest is not counted as a firing of the schedule.
    TimesTriggered: 0,
    NextFireTime: job.cron === null ? null : nextFireTime(job.cron, job.createdDate, job.user.timeZone),
    TimeZoneSidKey: job.user.timeZone,
    OwnerId: job.user.id,
    CreatedById: job.user.id,
    CreatedDate: new ApexDatetime(job.createdDate),
  });
}

/** Job type 7 is scheduled Apex. */
function detailRow(job: Job): Row {
  return withoutBlanks({ Id: detailId(job), Name: job.name, JobType: '7' });
}
