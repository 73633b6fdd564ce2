const loaded = new Map();

function once(url, make) {
  if (!loaded.has(url)) {
    const { promise, resolve, reject } = Promise.withResolvers();
    const element = make();
    element.onload = () => resolve();
    element.onerror = reject;
    document.head.appendChild(element);
    loaded.set(url, promise);
  }
  return loaded.get(url);
}
export const loadScript = (component, url) =>
  once(url, () => Object.assign(document.createElement('script'), { src: url }));
export const loadStyle = (component, url) =>
  once(url, () => Object.assign(document.createElement('link'), { rel: 'stylesheet', href: url }));
