/** The lab's one line of JSON. Its shape is fixed: acceptance tests are written against it. */
export interface LabReport {
  org: { url: string; accessToken: string; apiVersion: string; username: string; pubsub: string };
  companion: { url: string; pid: number; namespace: string };
  stores: {
    code: string;
    domain: string;
    webhookUrl: string;
    secret: string;
    adminUrl: string;
    adminToken: string;
  }[];
  control: { org: string; shopify: string };
}
