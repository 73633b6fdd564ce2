// lightning/navigation: page references to the addresses of the host.
const Navigate = Symbol('Navigate');
const GenerateUrl = Symbol('GenerateUrl');

const query = (state) => {
  const text = new URLSearchParams(state ?? {}).toString();
  return text ? `?${text}` : '';
};

export function pageReferenceToUrl({ type, attributes = {}, state }) {
  switch (type) {
    case 'standard__recordPage':
      return `/lightning/r/${attributes.objectApiName ?? 'sObject'}/${attributes.recordId}/${attributes.actionName ?? 'view'}${query(state)}`;
    case 'standard__recordRelationshipPage':
      return `/lightning/r/${attributes.objectApiName}/${attributes.recordId}/related/${attributes.relationshipApiName}/view${query(state)}`;
    case 'standard__objectPage':
      return `/lightning/o/${attributes.objectApiName}/${attributes.actionName ?? 'list'}${query(state)}`;
    case 'standard__navItemPage':
      return `/lightning/n/${attributes.apiName}${query(state)}`;
    case 'standard__webPage':
      return attributes.url;
    default:
      throw new Error(`NotEmulated: page reference ${type}`);
  }
}

export const navigate = (component, pageReference, replace = false) => {
  const detail = {
    pageReference,
    replace,
    url: pageReferenceToUrl(pageReference),
    isExternal: pageReference.type === 'standard__webPage',
  };
  window.dispatchEvent(new CustomEvent('org:navigate', { detail }));
};
export const generateUrl = (component, pageReference) => Promise.resolve(pageReferenceToUrl(pageReference));

export const NavigationMixin = (Base) =>
  class extends Base {
    [Navigate](pageReference, replace) {
      navigate(this, pageReference, replace);
    }
    [GenerateUrl](pageReference) {
      return generateUrl(this, pageReference);
    }
  };
NavigationMixin.Navigate = Navigate;
NavigationMixin.GenerateUrl = GenerateUrl;

export class CurrentPageReference {
  constructor(callback) {
    this.callback = callback;
  }
  connect() {
    this.callback(globalThis.__ORG__.pageReference);
  }
  update() {}
  disconnect() {}
}

export class NavigationContext {
  constructor(callback) {
    callback({});
  }
  connect() {}
  update() {}
  disconnect() {}
}
