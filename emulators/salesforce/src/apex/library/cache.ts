/** Platform Cache in memory: Cache.Org, Cache.Session and their partitions. What a test puts there is gone after it. */
import type { Org } from '../../org/services.ts';
import { current } from '../../transaction/transaction.ts';
import { ApexDouble } from '../runtime/double.ts';
import { apexError } from '../runtime/exceptions.ts';
import type { ApexList } from '../runtime/list.ts';
import { ApexMap } from '../runtime/map.ts';
import { invoke } from '../runtime/object.ts';
import type { ApexSet } from '../runtime/set.ts';
import { anyType, primitives } from '../types/registry.ts';
import { definePlatformType, type Implementation } from './define.ts';
import { argument, listOf, stringSet } from './support.ts';
import { instantiate, type ApexType } from './type.ts';

interface Stored {
  value: unknown;
  expires: number;
}

type Area = 'Org' | 'Session';

class Partition {
  readonly $type: string;
  readonly area: Area;
  readonly name: string;
  constructor(area: Area, name: string) {
    this.$type = `Cache.${area}Partition`;
    this.area = area;
    this.name = name;
  }
}

const stores = new WeakMap<Org, Map<string, Map<string, Stored>>>();
const testStore = Symbol('cache of a test');

function storeOf(partition: Partition): Map<string, Stored> {
  const { org, isTest, slots, user } = current();
  let all = isTest ? (slots.get(testStore) as Map<string, Map<string, Stored>> | undefined) : stores.get(org);
  if (!all) {
    all = new Map();
    if (isTest) slots.set(testStore, all);
    else stores.set(org, all);
  }
  const key = `${partition.area} ${partition.area === 'Session' ? user.id : ''} ${partition.name.toLowerCase()}`;
  let store = all.get(key);
  if (!store) all.set(key, (store = new Map()));
  return store;
}

/** `local.partition.key` names a partition; a bare key is of the default one. */
function locate(partition: Partition, key: string): [Map<string, Stored>, string] {
  const parts = argument(key).split('.');
  const name = parts[parts.length - 1]!;
  if (!/^[a-zA-Z0-9]+$/.test(name)) {
    throw apexError(
      `Cache.${partition.area}.${partition.area}CacheException`,
      `Invalid key. Keys must be alphanumeric: ${key}`,
    );
  }
  const inside = parts.length === 3 ? new Partition(partition.area, `${parts[0]}.${parts[1]}`) : partition;
  return [storeOf(inside), name];
}

function read(partition: Partition, key: string): unknown {
  const [store, name] = locate(partition, key);
  const found = store.get(name);
  if (found && found.expires <= current().now()) store.delete(name);
  return store.get(name)?.value ?? null;
}

function write(partition: Partition, key: string, value: unknown, ttl?: unknown): void {
  const [store, name] = locate(partition, key);
  if (value === null) throw apexError('System.NullPointerException', 'Argument cannot be null.');
  const seconds = typeof ttl === 'number' ? ttl : 86_400;
  store.set(name, { value, expires: current().now() + seconds * 1000 });
}

function remove(partition: Partition, key: string): boolean {
  const [store, name] = locate(partition, key);
  return store.delete(name);
}

/** A missing value is loaded by the builder's `doLoad` and kept under its class name and key. */
function readOrBuild(partition: Partition, builder: ApexType, key: string): unknown {
  const name = `${argument(builder).type.name.replace(/\W/g, '')}${argument(key).replace(/\W/g, '')}`;
  const known = read(partition, name);
  if (known !== null) return known;
  const value = invoke(instantiate(builder.type), 'doLoad', [key]) ?? null;
  if (value !== null) write(partition, name, value);
  return value;
}

function removeBuilt(partition: Partition, builder: ApexType, key: string): boolean {
  return remove(partition, `${argument(builder).type.name.replace(/\W/g, '')}${argument(key).replace(/\W/g, '')}`);
}

/** The members, for statics (default partition) and instances alike. */
const members: Record<string, (partition: Partition, ...list: never[]) => unknown> = {
  'contains(String)': (partition, key: string) => read(partition, key) !== null,
  'contains(List<String>)': (partition, keys: ApexList) =>
    listOf(
      primitives.Boolean,
      (argument(keys).items as string[]).map((key) => read(partition, key) !== null),
    ),
  'contains(Set<String>)': (partition, keys: ApexSet) =>
    new ApexMap(
      primitives.String,
      primitives.Boolean,
      ([...argument(keys)] as string[]).map((key) => [key, read(partition, key) !== null] as const),
    ),
  'get(String)': (partition, key: string) => read(partition, key),
  'get(List<String>)': (partition, keys: ApexList) =>
    listOf(
      anyType,
      (argument(keys).items as string[]).map((key) => read(partition, key)),
    ),
  'get(Set<String>)': (partition, keys: ApexSet) =>
    new ApexMap(
      primitives.String,
      anyType,
      ([...argument(keys)] as string[]).map((key) => [key, read(partition, key)] as const),
    ),
  'get(Type,String)': readOrBuild,
  put: write,
  'remove(String)': remove,
  'remove(Type,String)': removeBuilt,
  'remove(List<String>)': (partition, keys: ApexList) =>
    listOf(
      primitives.Boolean,
      (argument(keys).items as string[]).map((key) => remove(partition, key)),
    ),
  'getKeys()': (partition) => stringSet(storeOf(partition).keys()),
  'getNumKeys()': (partition) => BigInt(storeOf(partition).size),
  'getName()': (partition) => partition.name,
  'isAvailable()': () => true,
  // Percent of the capacity: what fits into memory here is next to nothing of it.
  'getCapacity()': () => new ApexDouble(0),
};

const instance = members as Record<string, Implementation>;

function statics(area: Area): Record<string, Implementation> {
  const standard = new Partition(area, 'default');
  const table: Record<string, Implementation> = {};
  for (const [key, implementation] of Object.entries(members)) {
    table[key] = (...list: never[]) => implementation(standard, ...list);
  }
  table['getPartition(String)'] = (name: string) => new Partition(area, argument(name));
  return table;
}

const constants = { MAX_TTL_SECS: { get: () => 172_800 } };

definePlatformType({ name: 'Cache.Org', statics: statics('Org'), staticProperties: constants });
definePlatformType({
  name: 'Cache.Session',
  statics: statics('Session'),
  staticProperties: { MAX_TTL_SECS: { get: () => 28_800 } },
});
definePlatformType({ name: 'Cache.Partition', instance });
definePlatformType({
  name: 'Cache.OrgPartition',
  instance,
  constructors: { '(String)': (name: string) => new Partition('Org', name) },
});
definePlatformType({
  name: 'Cache.SessionPartition',
  instance,
  constructors: { '(String)': (name: string) => new Partition('Session', name) },
});
