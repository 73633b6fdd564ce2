/** Rows of the flows as queries see them. Each flow has one version: the one that was deployed last. */
import { ApexDatetime } from '../apex/runtime/datetime.ts';
import { Decimal } from '../apex/runtime/decimal.ts';
import { readFlow } from '../flow/definition.ts';
import { textOf } from '../metadata/xml.ts';
import { checksum } from '../storage/ids.ts';
import type { Row } from '../storage/row.ts';
import type { MetadataComponent, Org } from './services.ts';

function* flows(org: Org): Iterable<MetadataComponent> {
  yield* org.metadata.components('Flow');
}

/** Ids of the definition and of its version go with the component's. */
function idOf(component: MetadataComponent, prefix: '300' | '301'): string {
  const id = prefix + component.id.slice(3, 15);
  return id + checksum(id);
}

export function flowDefinitions(org: Org): Row[] {
  return [...flows(org)].map((component) => {
    const flow = readFlow(component);
    const isActive = flow.status === 'Active';
    const object = flow.start.object === undefined ? undefined : org.schema.object(flow.start.object);
    return {
      Id: idOf(component, '300'),
      DurableId: idOf(component, '300'),
      ...common(component),
      ActiveVersionId: isActive ? idOf(component, '301') : undefined,
      LatestVersionId: idOf(component, '301'),
      ApiName: flow.name,
      IsActive: isActive,
      LastModifiedBy: org.security.admin().name,
      ManageableState: component.namespace === undefined ? 'unmanaged' : 'installed',
      NamespacePrefix: component.namespace,
      RecordTriggerType: flow.start.triggerType?.startsWith('Record') ? flow.start.recordTriggerType : undefined,
      TriggerObjectOrEventId: object?.name,
      TriggerObjectOrEventLabel: object?.label,
      TriggerOrder: flow.start.order,
      TriggerType: flow.start.triggerType,
    };
  });
}

export function flowVersions(org: Org): Row[] {
  return [...flows(org)].map((component) => {
    const { status, runInMode, apiVersion } = readFlow(component);
    return {
      Id: idOf(component, '301'),
      DurableId: idOf(component, '301'),
      ...common(component),
      FlowDefinitionViewId: idOf(component, '300'),
      ApiVersion: Decimal.fromNumber(apiVersion),
      ApiVersionRuntime: Decimal.fromNumber(apiVersion),
      RunInMode: runInMode,
      Status: status,
    };
  });
}

function common({ definition, fullName, lastModifiedDate }: MetadataComponent): Record<string, unknown> {
  return {
    Description: textOf(definition['description']),
    Label: textOf(definition['label']) ?? fullName,
    LastModifiedDate: new ApexDatetime(Math.floor(lastModifiedDate / 1000) * 1000),
    ProcessType: textOf(definition['processType']),
    VersionNumber: 1,
  };
}
