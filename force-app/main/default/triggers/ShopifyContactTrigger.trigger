trigger ShopifyContactTrigger on Contact(before insert, before update, after delete) {
  ShopifyPersonTriggers.onContacts(Trigger.operationType, Trigger.new, Trigger.oldMap);
}
