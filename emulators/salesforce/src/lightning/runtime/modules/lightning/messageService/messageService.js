const listeners = new Map();
export const APPLICATION_SCOPE = Symbol('application');
export const createMessageContext = () => ({});
export const releaseMessageContext = () => {};
export class MessageContext {
  constructor(callback) {
    this.callback = callback;
  }
  connect() {
    this.callback(createMessageContext());
  }
  update() {}
  disconnect() {}
}
export function publish(context, channel, payload) {
  for (const listener of listeners.get(channel.name) ?? []) listener(structuredClone(payload));
}
export function subscribe(context, channel, listener) {
  if (!listeners.has(channel.name)) listeners.set(channel.name, new Set());
  listeners.get(channel.name).add(listener);
  return { channel, listener };
}
export function unsubscribe(subscription) {
  listeners.get(subscription?.channel.name)?.delete(subscription.listener);
}
