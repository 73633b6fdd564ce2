// `@salesforce/apex`, and what `@salesforce/apex/Class.method` becomes: a function that is also a wire adapter.
const WIRE = Symbol.for('org.apexWire');
const connected = new Map();
let lastId = 0;

function deepFreeze(value) {
  if (value && typeof value === 'object' && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(deepFreeze);
  }
  return value;
}

async function call(name, parameters) {
  const response = await fetch(`/apex/${name}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(parameters ?? {}),
  });
  const body = await response.json();
  if (response.ok) return body.result;
  // The shape a component sees in Lightning.
  throw {
    errorType: 'fetchResponse',
    ok: false,
    status: response.status,
    statusText: response.statusText || 'Server Error',
    headers: {},
    body,
  };
}

export function apexMethod(name) {
  const method = (parameters) => call(name, parameters);
  method.adapter = class {
    constructor(callback) {
      this.callback = callback;
      this.id = ++lastId;
      this.isConnected = false;
      this.run = 0;
      this.emit(undefined, undefined);
    }
    emit(data, error) {
      const value = { data, error };
      Object.defineProperty(value, WIRE, { value: this.id }); // refreshApex finds its wire by it
      this.callback(value);
    }
    update(config) {
      this.config = config;
      // As on the platform: an undefined argument holds the call back.
      if (Object.values(config).some((argument) => argument === undefined)) return;
      if (this.isConnected) void this.refresh();
    }
    connect() {
      this.isConnected = true;
      connected.set(this.id, this);
      if (this.config) this.update(this.config);
    }
    disconnect() {
      this.isConnected = false;
      connected.delete(this.id);
    }
    async refresh() {
      const mine = ++this.run;
      let data;
      let error;
      try {
        data = deepFreeze(await call(name, this.config)); // results of a wire are read-only
      } catch (failure) {
        error = deepFreeze(failure);
      }
      if (mine === this.run && this.isConnected) this.emit(data, error);
    }
  };
  return method;
}

export async function refreshApex(provisioned) {
  const wire = provisioned && connected.get(provisioned[WIRE]);
  if (!wire) throw new Error('refreshApex: not a value provisioned by an Apex wire');
  await wire.refresh();
}

export function getSObjectValue(record, field) {
  const path = (typeof field === 'string' ? field : field.fieldApiName).split('.');
  return path.reduce((value, key) => value?.[key], record);
}
