/** Duplicate, matching and assignment rules read from deployed components. */
import type { AssignmentRule, DuplicateRuleInfo, FieldUpdate, MatchingRuleInfo, WorkflowRule } from '../dml/rules.ts';
import type { MetadataService } from '../org/services.ts';
import { type Element, isTrue, listOf, textOf, textsOf } from './xml.ts';

export function duplicateRules(metadata: MetadataService, object: string): DuplicateRuleInfo[] {
  const found: DuplicateRuleInfo[] = [];
  for (const { fullName, definition } of metadata.components('DuplicateRule')) {
    const [own = '', name = ''] = fullName.split('.');
    if (own.toLowerCase() !== object.toLowerCase()) continue;
    const operations = (element: string): string[] => textsOf(definition[element]);
    found.push({
      name,
      object: own,
      isActive: isTrue(definition['isActive']),
      onInsert: textOf(definition['actionOnInsert']) === 'Block' ? 'Block' : 'Allow',
      onUpdate: textOf(definition['actionOnUpdate']) === 'Block' ? 'Block' : 'Allow',
      alertOnInsert: operations('operationsOnInsert').includes('Alert'),
      alertOnUpdate: operations('operationsOnUpdate').includes('Alert'),
      alertText: textOf(definition['alertText']) ?? '',
      bypassSharing: textOf(definition['securityOption']) === 'BypassSharingRules',
      matches: listOf(definition['duplicateRuleMatchRules']).map((each) => ({
        object: textOf(each['matchRuleSObjectType']) ?? own,
        matchingRule: textOf(each['matchingRule']) ?? '',
      })),
      condition: conditionOf(definition['duplicateRuleFilter'], own),
    });
  }
  return found.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Filter items as one formula. */
function conditionOf(filter: unknown, object: string): string | undefined {
  if (typeof filter !== 'object' || filter === null) return undefined;
  const items = listOf((filter as Element)['duplicateRuleFilterItems']).map((each) => {
    const field = (textOf(each['field']) ?? '').replace(`${object}.`, '');
    const value = JSON.stringify(textOf(each['value']) ?? '');
    const operation = textOf(each['operation']);
    if (operation === 'notEqual') return `TEXT(${field}) <> ${value}`;
    if (operation === 'contains') return `CONTAINS(TEXT(${field}), ${value})`;
    return `TEXT(${field}) = ${value}`;
  });
  return items.length === 0 ? undefined : `AND(${items.join(', ')})`;
}

export function matchingRule(metadata: MetadataService, object: string, name: string): MatchingRuleInfo | undefined {
  for (const { fullName, definition } of metadata.components('MatchingRules')) {
    if (fullName.toLowerCase() !== object.toLowerCase()) continue;
    for (const each of listOf(definition['matchingRules'])) {
      if (textOf(each['fullName'])?.toLowerCase() !== name.toLowerCase()) continue;
      return {
        name,
        object,
        isActive: textOf(each['ruleStatus']) === 'Active',
        items: listOf(each['matchingRuleItems']).map((item) => ({
          field: textOf(item['fieldName']) ?? '',
          method: textOf(item['matchingMethod']) ?? '',
          blankMatches: textOf(item['blankValueBehavior']) === 'MatchBlanks',
        })),
        filter: textOf(each['booleanFilter']),
      };
    }
  }
  return undefined;
}

export function assignmentRules(metadata: MetadataService, object: string): AssignmentRule[] {
  const component = metadata.component('AssignmentRules', object);
  return listOf(component?.definition['assignmentRule']).map((rule) => ({
    name: textOf(rule['fullName']) ?? '',
    object,
    isActive: isTrue(rule['active']),
    entries: listOf(rule['ruleEntry']).map((entry) => ({
      criteria: listOf(entry['criteriaItems']).map((each) => ({
        field: textOf(each['field']) ?? '',
        operation: textOf(each['operation']) ?? '',
        value: textOf(each['value']) ?? '',
      })),
      formula: textOf(entry['formula']),
      assignedTo: textOf(entry['assignedTo']),
      assignedToType: textOf(entry['assignedToType']),
    })),
  }));
}

const fieldUpdates = new WeakMap<object, WorkflowRule[]>();

/** Active workflow rules of an object that update fields. */
export function workflowRules(metadata: MetadataService, object: string): WorkflowRule[] {
  const component = metadata.component('Workflow', object);
  if (!component) return [];
  let rules = fieldUpdates.get(component);
  if (!rules) fieldUpdates.set(component, (rules = readWorkflowRules(component.definition, object)));
  return rules;
}

function readWorkflowRules(definition: Element, object: string): WorkflowRule[] {
  const updates = new Map(
    listOf(definition['fieldUpdates']).map((each) => [textOf(each['fullName'])?.toLowerCase(), fieldUpdate(each)]),
  );
  const rules = listOf(definition['rules']).filter((rule) => isTrue(rule['active']));
  const read = rules.map((rule): WorkflowRule => ({
    name: textOf(rule['fullName']) ?? '',
    object,
    trigger: textOf(rule['triggerType']) ?? 'onAllChanges',
    criteria: listOf(rule['criteriaItems']).map((each) => ({
      field: textOf(each['field']) ?? '',
      operation: textOf(each['operation']) ?? '',
      value: textOf(each['value']) ?? '',
    })),
    filter: textOf(rule['booleanFilter']),
    formula: textOf(rule['formula']),
    updates: listOf(rule['actions'])
      .filter((action) => textOf(action['type']) === 'FieldUpdate')
      .flatMap((action) => updates.get(textOf(action['name'])?.toLowerCase()) ?? []),
  }));
  return read.filter((rule) => rule.updates.length > 0);
}

function fieldUpdate(node: Element): FieldUpdate {
  return {
    name: textOf(node['fullName']) ?? '',
    field: textOf(node['field']) ?? '',
    operation: textOf(node['operation']) ?? '',
    formula: textOf(node['formula']),
    literal: textOf(node['literalValue']),
    lookupValue: textOf(node['lookupValue']),
    lookupValueType: textOf(node['lookupValueType']),
    target: textOf(node['targetObject']),
    reevaluates: isTrue(node['reevaluateOnChange']),
  };
}
