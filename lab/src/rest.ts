/** The org as anybody sees it from outside: SOQL and records over REST. */
export interface OrgAddress {
  url: string;
  accessToken: string;
  apiVersion: string;
}

export type Row = Record<string, unknown> & { attributes?: { type: string; url: string } };

export class OrgRest {
  readonly address: OrgAddress;
  constructor(address: OrgAddress) {
    this.address = address;
  }

  /** @param path below `/services/data/vNN.0`, or absolute (`/services/…`) */
  async request(method: string, path: string, body?: unknown): Promise<unknown> {
    const { url, accessToken, apiVersion } = this.address;
    const full = path.startsWith('/services/') ? path : `/services/data/v${apiVersion}${path}`;
    const response = await fetch(url + full, {
      method,
      headers: { authorization: `Bearer ${accessToken}`, 'content-type': 'application/json' },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${full}: ${response.status} ${text.slice(0, 500)}`);
    return text === '' ? undefined : JSON.parse(text);
  }

  /** All rows of a query, over all its pages. */
  async query(soql: string): Promise<Row[]> {
    let page = (await this.request('GET', `/query?q=${encodeURIComponent(soql)}`)) as {
      records: Row[];
      nextRecordsUrl?: string;
    };
    const rows = [...page.records];
    while (page.nextRecordsUrl) {
      page = (await this.request('GET', page.nextRecordsUrl)) as typeof page;
      rows.push(...page.records);
    }
    return rows;
  }

  /** Repeats a query until its rows satisfy the condition. @throws Error with the last rows when they never do */
  async until(soql: string, isGood: (rows: Row[]) => boolean, milliseconds = 30_000): Promise<Row[]> {
    const end = Date.now() + milliseconds;
    for (;;) {
      const rows = await this.query(soql);
      if (isGood(rows)) return rows;
      if (Date.now() > end)
        throw new Error(
          `not within ${milliseconds / 1000} s: ${soql}\nlast ${rows.length} rows: ${JSON.stringify(rows).slice(0, 1000)}`,
        );
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  async create(object: string, fields: Record<string, unknown>): Promise<string> {
    const made = (await this.request('POST', `/sobjects/${object}`, fields)) as { id: string };
    return made.id;
  }
}
