// Entry of every Lightning page: puts the page's components where the server left a place for them.
import { createElement } from 'lwc';
import ToastContainer from 'lightning/toastContainer';
import { wireTabs } from './tabs.js';

function tagOf(name) {
  const [namespace, own] = name.includes(':') ? name.split(':') : ['c', name];
  return `${namespace}-${own.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

/** @param {Record<string, () => Promise<{ default: Function }>>} loaders component name → module */
export function start(loaders) {
  ToastContainer.instance();

  async function mount(place) {
    if (place.dataset.mounted) return;
    place.dataset.mounted = 'true';
    const name = place.dataset.component;
    const load = loaders[name];
    if (!load) throw new Error(`no exposed component ${name}`);
    const { default: constructor } = await load();
    const element = createElement(tagOf(name), { is: constructor });
    Object.assign(element, JSON.parse(place.dataset.properties ?? '{}'));
    place.replaceChildren(element);
  }

  /** Components in a closed tab are made when the tab is opened, as Lightning does. */
  function mountVisible() {
    for (const place of document.querySelectorAll('[data-component]'))
      if (!place.closest('.slds-hide')) void mount(place);
  }

  wireTabs(mountVisible);
  mountVisible();
  window.addEventListener('org:navigate', (event) => {
    if (event.detail.isExternal) window.open(event.detail.url, '_blank', 'noopener');
    else if (event.detail.replace) window.location.replace(event.detail.url);
    else window.location.assign(event.detail.url);
  });
  document.documentElement.dataset.ready = 'true';
}
