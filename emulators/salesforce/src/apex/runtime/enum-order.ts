/** Order of platform enums whose `ordinal()` and `values()` code relies on; the table of signatures sorts by name. */
import type { ClassType } from '../types/type.ts';

const ORDER: Record<string, string> = {
  'System.LoggingLevel': 'INTERNAL FINEST FINER FINE DEBUG INFO WARN ERROR NONE',
  'System.TriggerOperation':
    'BEFORE_INSERT BEFORE_UPDATE BEFORE_DELETE AFTER_INSERT AFTER_UPDATE AFTER_DELETE AFTER_UNDELETE',
  'System.JSONToken':
    'END_ARRAY END_OBJECT FIELD_NAME NOT_AVAILABLE START_ARRAY START_OBJECT VALUE_EMBEDDED_OBJECT VALUE_FALSE VALUE_NULL VALUE_NUMBER_FLOAT VALUE_NUMBER_INT VALUE_STRING VALUE_TRUE',
  'System.ParentJobResult': 'SUCCESS UNHANDLED_EXCEPTION',
  'ApexPages.Severity': 'CONFIRM INFO WARNING ERROR FATAL',
};

/** Names of the constants in the platform's order. */
export function orderedConstants(type: ClassType): string[] {
  const order = type.declaration ? undefined : ORDER[type.name]?.split(' ');
  if (!order) return type.constants;
  return [
    ...order.filter((name) => type.constants.includes(name)),
    ...type.constants.filter((name) => !order.includes(name)),
  ];
}
