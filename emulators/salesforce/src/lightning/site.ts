import type { Org } from '../org/services.ts';
import { localName } from '../schema/custom-names.ts';
import type { OrgUser } from '../security/access.ts';
import { buildBundle, type BundleInput, type ComponentSources } from './build/bundle.ts';
import { packagedSource } from './build/packaged.ts';
import { type LightningPage, list, readLightningPage, text } from './flexipage.ts';

type Xml = Record<string, unknown>;

/** A Lightning app: its tabs, and which page it shows for an object's records. */
export interface LightningApp {
  name: string;
  label: string;
  tabs: string[];
  /** Object → FlexiPage of its record page in this app. */
  recordPages: Map<string, string>;
}

function root(definition: Xml, element: string): Xml {
  return (definition[element] ?? definition) as Xml;
}

function recordPagesOf(overrides: Xml[], objectOf: (override: Xml) => string): Map<string, string> {
  const pages = new Map<string, string>();
  for (const override of overrides)
    if (
      /^view$/i.test(text(override.actionName)) &&
      /^flexipage$/i.test(text(override.type)) &&
      text(override.formFactor) !== 'Small'
    )
      pages.set(objectOf(override).toLowerCase(), text(override.content));
  return pages;
}

/** What the org's metadata says about pages, apps, tabs, labels and components. */
export class Site {
  readonly org: Org;
  #build: { key: BundleInput; folder: Promise<string> } | undefined;
  #stamp = '';
  constructor(org: Org) {
    this.org = org;
  }

  labels(): Record<string, string> {
    const labels: Record<string, string> = {};
    for (const component of [
      ...this.org.metadata.components('CustomLabels'),
      ...this.org.metadata.components('CustomLabel'),
    ]) {
      const definition = root(component.definition, 'CustomLabels');
      const entries =
        definition.labels === undefined && definition.fullName === undefined
          ? []
          : list(definition.labels ?? definition);
      for (const label of entries) labels[text(label.fullName)] = text(label.value);
    }
    return labels;
  }

  components(): ComponentSources[] {
    return [...this.org.metadata.components('LightningComponentBundle')].map((bundle) => {
      const files = new Map<string, string>();
      let isExposed = false;
      for (const [path, content] of bundle.files) {
        const inner = path.slice(path.lastIndexOf(`lwc/${bundle.fullName}/`) + `lwc/${bundle.fullName}/`.length);
        if (inner.startsWith('__tests__/')) continue;
        const source = new TextDecoder().decode(content);
        if (inner.endsWith('-meta.xml')) isExposed = /<isExposed>\s*true\s*<\/isExposed>/.test(source);
        else
          files.set(inner, bundle.namespace === undefined ? source : packagedSource(inner, source, bundle.namespace));
      }
      return { namespace: bundle.namespace ?? 'c', name: localName(bundle.fullName), isExposed, files };
    });
  }

  /** Folder with the compiled components; compiled when first asked for and again after a deploy changed them. */
  compiled(): Promise<string> {
    const stamp = ['LightningComponentBundle', 'CustomLabels', 'CustomLabel']
      .flatMap((type) =>
        [...this.org.metadata.components(type)].map((one) => `${type}/${one.fullName}/${one.lastModifiedDate}`),
      )
      .join('\n');
    if (!this.#build || stamp !== this.#stamp) {
      const key: BundleInput = { components: this.components(), labels: this.labels() };
      this.#build = { key, folder: buildBundle(key) };
      this.#stamp = stamp;
      // A failed build is tried again on the next page, not remembered.
      this.#build.folder.catch(() => (this.#build = undefined));
    }
    return this.#build.folder;
  }

  /** @param name as pages name it: `orderList`, of a managed package `acme:orderList` */
  isExposed(name: string): boolean {
    const bundle = this.org.metadata.component('LightningComponentBundle', name.replace(':', '__'));
    return (
      bundle !== undefined &&
      [...bundle.files].some(
        ([path, content]) => path.endsWith('-meta.xml') && /<isExposed>\s*true/.test(new TextDecoder().decode(content)),
      )
    );
  }

  page(name: string): LightningPage | undefined {
    const component = this.org.metadata.component('FlexiPage', name);
    return component && readLightningPage(component.fullName, component.definition, this.#packages());
  }

  /** Namespaces of installed components. */
  #packages(): Set<string> {
    const bundles = [...this.org.metadata.components('LightningComponentBundle')];
    return new Set(bundles.flatMap(({ namespace }) => namespace ?? []));
  }

  apps(): LightningApp[] {
    const apps: LightningApp[] = [];
    for (const component of this.org.metadata.components('CustomApplication')) {
      const definition = root(component.definition, 'CustomApplication');
      if (text(definition.uiType) !== 'Lightning') continue;
      apps.push({
        name: component.fullName,
        label: text(definition.label) || component.fullName,
        tabs: list(definition.tabs).map(text),
        recordPages: recordPagesOf(list(definition.actionOverrides), (override) => text(override.pageOrSobjectType)),
      });
    }
    return apps;
  }

  /** The app of a request: the one asked for, else the first Lightning app of the org. */
  app(name: string | undefined): LightningApp {
    const apps = this.apps();
    const standard = {
      name: 'standard__LightningSales',
      label: 'Sales',
      tabs: ['standard-Account', 'standard-Contact'],
      recordPages: new Map<string, string>(),
    };
    return apps.find((app) => app.name === name) ?? apps[0] ?? standard;
  }

  /** The activated record page of an object: the app's choice, else the org's default, else none (the system page). */
  recordPage(object: string, app: LightningApp): LightningPage | undefined {
    const component = this.org.metadata.component('CustomObject', object);
    const defaults =
      component && recordPagesOf(list(root(component.definition, 'CustomObject').actionOverrides), () => object);
    const name = app.recordPages.get(object.toLowerCase()) ?? defaults?.get(object.toLowerCase());
    return name === undefined ? undefined : this.page(name);
  }

  /** A tab as the navigation shows it; undefined = the org has none of that name. */
  tab(name: string): { label: string; url: string } | undefined {
    const object = this.org.schema.object(name.replace(/^standard-/, ''));
    if (object) return { label: object.pluralLabel, url: `/lightning/o/${object.name}/list` };
    if (name === 'standard-home') return { label: 'Home', url: '/lightning/page/home' };
    const page = this.tabPage(name);
    return page && { label: page.label, url: `/lightning/n/${name}` };
  }

  /** The page behind a custom tab: a FlexiPage, or one component. */
  tabPage(name: string): { label: string; page: LightningPage } | undefined {
    const component = this.org.metadata.component('CustomTab', name);
    if (!component) return undefined;
    const tab = root(component.definition, 'CustomTab');
    const flexiPage = text(tab.flexiPage);
    const page = flexiPage ? this.page(flexiPage) : undefined;
    if (page) return { label: text(tab.label) || page.label, page };
    const single = text(tab.lwcComponent);
    if (!single) return undefined;
    const items = [{ kind: 'component' as const, name: single, properties: {} }];
    const label = text(tab.label) || name;
    return {
      label,
      page: { name, label, type: 'AppPage', object: undefined, template: '', regions: [{ name: 'main', items }] },
    };
  }

  /** Custom permissions and system permissions that components ask for. */
  permissions(user: OrgUser): string[] {
    const rights = this.org.security.rights(user);
    const custom = [...this.org.metadata.components('CustomPermission')].map((one) => one.fullName);
    return [...custom, 'ViewSetup', 'ModifyAllData', 'ViewAllData', 'ManageUsers', 'CustomizeApplication'].filter(
      (name) => rights.hasPermission(name),
    );
  }
}
