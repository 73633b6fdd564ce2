/** What `Test.stopTest()` runs of the jobs that wait, and what a job that waits has in common with its maker. */
import { runTests } from '../../src/apex/testing/runner.ts';
import { createOrg } from '../../src/org/org.ts';

function outcomes(...sources: string[]): Record<string, string> {
  const { org } = createOrg();
  const files = sources.map((source) => {
    const name = /class (\w+)/.exec(source)![1]!;
    return { kind: 'class', name, file: `${name}.cls`, source, apiVersion: 66 } as const;
  });
  expect(org.apex.compile(files)).toEqual([]);
  return Object.fromEntries(runTests(org).tests.map((test) => [test.methodName, test.message ?? 'pass'])) as Record<
    string,
    string
  >;
}

const LINK = `public class Link implements Queueable, Finalizer {
  public Integer left;
  public Boolean byFinalizer;
  public transient String lost = 'here';
  public List<String> seen = new List<String>();
  public Link(Integer left, Boolean byFinalizer) { this.left = left; this.byFinalizer = byFinalizer; }
  public void execute(QueueableContext context) {
    seen.add('ran');
    insert new Account(Name = 'link ' + lost + ' ' + seen.size());
    left--;
    if (byFinalizer) System.attachFinalizer(this);
    else if (left > 0) System.enqueueJob(this);
  }
  public void execute(FinalizerContext context) {
    if (System.isQueueable()) throw new IllegalArgumentException('a finalizer is no queueable');
    if (left > 0) System.enqueueJob(this);
  }
}`;

const CLOCK = `public class Clock implements Schedulable {
  public void execute(SchedulableContext context) {
    insert new Account(Name = 'clock');
    System.enqueueJob(new Link(1, false));
    System.abortJob(context.getTriggerId());
  }
}`;

const ROWS = `public class Rows implements Database.Batchable<SObject> {
  public Iterable<SObject> start(Database.BatchableContext c) { return new List<SObject>{new Account(Name = 'batch')}; }
  public void execute(Database.BatchableContext c, List<SObject> rows) { insert rows; }
  public void finish(Database.BatchableContext c) { }
}`;

const TESTS = `@IsTest private class Probe {
  @IsTest static void chainOfQueueables() {
    Test.startTest(); System.enqueueJob(new Link(3, false)); Test.stopTest();
    System.assertEquals(1, [SELECT COUNT() FROM Account]);
  }
  @IsTest static void chainThroughFinalizers() {
    Test.startTest(); System.enqueueJob(new Link(20, true)); Test.stopTest();
    System.assertEquals(20, [SELECT COUNT() FROM Account]);
  }
  @IsTest static void jobIsACopyWithoutWhatIsTransient() {
    Link job = new Link(1, false);
    Test.startTest();
    System.enqueueJob(job);
    job.seen.add('after');
    Test.stopTest();
    System.assertEquals('link null 1', [SELECT Name FROM Account].Name);
    System.assertEquals(new List<String>{'after'}, job.seen);
    System.assertEquals(1, job.left);
  }
  @IsTest static void scheduledJobRunsOnceAndItsJobsStayQueued() {
    Test.startTest(); System.schedule('clock', '0 0 3 * * ?', new Clock());
    System.assertEquals(1, [SELECT COUNT() FROM CronTrigger]); Test.stopTest();
    System.assertEquals('clock', [SELECT Name FROM Account].Name);
    System.assertEquals(0, [SELECT COUNT() FROM CronTrigger]);
  }
  @IsTest static void eachChunkOfABatchIsAJob() {
    Test.startTest(); Database.executeBatch(new Rows()); Test.stopTest();
    System.assertEquals('Completed', [SELECT Status FROM AsyncApexJob WHERE JobType = 'BatchApexWorker'].Status);
  }
  @IsTest static void scheduledBatchWaitsForItsTime() {
    Test.startTest(); Id job = System.scheduleBatch(new Rows(), 'later', 5, 10); Test.stopTest();
    System.assertEquals(0, [SELECT COUNT() FROM Account]);
    CronTrigger row = [SELECT NextFireTime, CreatedDate FROM CronTrigger WHERE Id = :job AND CronJobDetail.Name = 'later'];
    System.assertEquals(row.CreatedDate.addMinutes(5).minute(), row.NextFireTime.minute());
  }
}`;

test('jobs of a test', () => {
  expect(outcomes(LINK, CLOCK, ROWS, TESTS)).toEqual({
    chainOfQueueables: 'pass',
    chainThroughFinalizers: 'pass',
    jobIsACopyWithoutWhatIsTransient: 'pass',
    scheduledJobRunsOnceAndItsJobsStayQueued: 'pass',
    eachChunkOfABatchIsAJob: 'pass',
    scheduledBatchWaitsForItsTime: 'pass',
  });
});
