/**
 * Rollup plugin for the modules only an org can supply: everything below `@salesforce/`.
 *
 * Each becomes a few lines of generated code. What depends on the viewer (user, permissions, locale, page) is read from
 * `globalThis.__ORG__`, which the page sets, so that one build serves everybody.
 */
const PREFIX = '\0org:';
const OURS =
  /^@salesforce\/(apex|apexContinuation|schema|customPermission|userPermission|resourceUrl|contentAssetUrl|user|community|site|messageChannel)\b/;

/** What of `@salesforce/i18n` depends on the viewer; the rest the base component package has for everybody. */
const I18N = new Set([
  'dir',
  'lang',
  'locale',
  'number.currencyFormat',
  'number.decimalSeparator',
  'number.groupingSeparator',
  'timeZone',
]);

const constant = (value) => `export default ${JSON.stringify(value)};`;

/** @param {{ labels: Record<string, string>, runtime: string }} org labels by name; folder of the browser runtime */
export default function platformModules({ labels, runtime }) {
  const apexRuntime = JSON.stringify(`${runtime}/apex.js`);
  const generate = {
    apex: (name, context) => {
      if (!/^\w+(\.\w+){1,2}$/.test(name)) context.error(`bad Apex reference @salesforce/apex/${name}`);
      return `import { apexMethod } from ${apexRuntime};\nexport default apexMethod(${JSON.stringify(name)});`;
    },
    label: (name, context) => {
      const key = name.replace(/^\w+\./, '');
      if (!(key in labels)) context.error(`No custom label ${name} in the org`);
      return constant(labels[key]);
    },
    schema: (name) => {
      const [objectApiName, ...path] = name.split('.');
      return constant(path.length > 0 ? { fieldApiName: path.join('.'), objectApiName } : { objectApiName });
    },
    // As on the platform: true when granted, undefined when not.
    customPermission: (name) =>
      `export default globalThis.__ORG__.permissions.includes(${JSON.stringify(name)}) ? true : undefined;`,
    userPermission: (name) =>
      `export default globalThis.__ORG__.permissions.includes(${JSON.stringify(name)}) ? true : undefined;`,
    user: (name) => (name === 'Id' ? 'export default globalThis.__ORG__.userId;' : constant(false)),
    i18n: (name) => `export default globalThis.__ORG__.i18n[${JSON.stringify(name)}];`,
  };

  return {
    name: 'org-modules',
    resolveId(id) {
      // Icons come from the SLDS sprites; the templates would be 2 MB more to compile.
      if (id.startsWith('lightning/iconSvgTemplates')) return `${PREFIX}icons`;
      if (I18N.has(/^@salesforce\/i18n\/(.+)$/.exec(id)?.[1])) return PREFIX + id;
      if (id === '@salesforce/apex') return `${runtime}/apex.js`;
      // Other labels are those of standard components: the base component package maps them itself.
      if (id.startsWith('@salesforce/label/c.')) return PREFIX + id;
      return OURS.test(id) ? PREFIX + id : null;
    },
    load(id) {
      if (!id.startsWith(PREFIX)) return null;
      if (id === `${PREFIX}icons`) return 'export default {};';
      const [, kind, name = ''] = /^@salesforce\/([^/]+)(?:\/(.*))?$/.exec(id.slice(PREFIX.length)) ?? [];
      if (!generate[kind]) this.error(`NotEmulated: ${id.slice(PREFIX.length)}`);
      return generate[kind](name, this);
    },
  };
}

/** Base icons draw themselves from compiled templates; this makes them use the sprite files instead. */
export function spriteIcons() {
  const replacements = [
    [
      "import { getName, isValidName } from 'lightning/iconUtils'",
      "import { getName, isValidName, getIconPath } from 'lightning/iconUtils'",
    ],
    [
      "return this.src ? sanitizeURL(this.src) : '';",
      'return this.src ? sanitizeURL(this.src) : getIconPath(this._iconName, dir);',
    ],
  ];
  return {
    name: 'sprite-icons',
    transform(code, id) {
      if (!id.endsWith('/lightning/primitiveIcon/primitiveIcon.js')) return null;
      for (const [from] of replacements)
        if (!code.includes(from)) this.error('lightning/primitiveIcon has changed: adapt spriteIcons()');
      return { code: replacements.reduce((text, [from, to]) => text.replace(from, to), code), map: null };
    },
  };
}
