// lightning/uiRecordApi, the reading half, over the host's /ui-api.
const connected = new Set();
const pathOf = (field) => (typeof field === 'string' ? field : `${field.objectApiName}.${field.fieldApiName}`);

async function request(url) {
  const response = await fetch(`/ui-api${url}`);
  const body = await response.json();
  if (!response.ok)
    throw { errorType: 'fetchResponse', ok: false, status: response.status, statusText: response.statusText, body };
  return body;
}

function fetchRecord({ recordId, fields = [], optionalFields = [] }) {
  const parameters = new URLSearchParams({ fields: [fields].flat().map(pathOf).join(',') });
  if ([optionalFields].flat().length > 0)
    parameters.set('optionalFields', [optionalFields].flat().map(pathOf).join(','));
  return request(`/records/${recordId}?${parameters}`);
}

export class getRecord {
  constructor(callback) {
    this.callback = callback;
    callback({ data: undefined, error: undefined });
  }
  update(config) {
    this.config = config;
    void this.refresh();
  }
  connect() {
    this.isConnected = true;
    connected.add(this);
    void this.refresh();
  }
  disconnect() {
    this.isConnected = false;
    connected.delete(this);
  }
  async refresh() {
    const { config } = this;
    if (!this.isConnected || !config?.recordId || !(config.fields || config.optionalFields)) return;
    let data;
    let error;
    try {
      data = await fetchRecord(config);
    } catch (failure) {
      error = failure;
    }
    if (this.isConnected && config === this.config) this.callback({ data, error });
  }
}

function walk(record, field) {
  let node = record;
  let found;
  for (const step of pathOf(field).split('.').slice(1)) {
    found = node?.fields?.[step];
    node = found?.value;
  }
  return found;
}
export const getFieldValue = (record, field) => walk(record, field)?.value;
export const getFieldDisplayValue = (record, field) => walk(record, field)?.displayValue;

export async function notifyRecordUpdateAvailable(records) {
  const ids = new Set(records.map((record) => record.recordId));
  await Promise.all([...connected].filter((wire) => ids.has(wire.config?.recordId)).map((wire) => wire.refresh()));
}
