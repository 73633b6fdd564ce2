trigger ShopifyEventTrigger on Shopify_Event__e(after insert) {
  ShopifyEventHandler.handle(Trigger.new);
}
