trigger ShopifyLeadTrigger on Lead(before insert, before update, after update, after delete) {
  ShopifyPersonTriggers.onLeads(Trigger.operationType, Trigger.new, Trigger.oldMap);
}
