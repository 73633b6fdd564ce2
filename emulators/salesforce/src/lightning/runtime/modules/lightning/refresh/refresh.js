// lightning/refresh: a component says that the record page should read its data again.
export class RefreshEvent extends CustomEvent {
  constructor() {
    super('lightning__refresh', { bubbles: true, composed: true });
  }
}
const handlers = new Map();
let lastId = 0;
export function registerRefreshHandler(component, handler) {
  handlers.set(++lastId, handler);
  return lastId;
}
export const unregisterRefreshHandler = (id) => handlers.delete(id);
export const registerRefreshContainer = registerRefreshHandler;
export const unregisterRefreshContainer = unregisterRefreshHandler;
document.addEventListener('lightning__refresh', () => {
  for (const handler of handlers.values()) void handler();
});
