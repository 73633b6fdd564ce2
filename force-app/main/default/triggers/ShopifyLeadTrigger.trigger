trigger ShopifyLeadTrigger on Lead(before insert, before update) {
  ShopifyPersonTriggers.onLeads(Trigger.new);
}
