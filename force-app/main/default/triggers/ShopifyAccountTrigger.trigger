trigger ShopifyAccountTrigger on Account(before insert, before update, after delete) {
  ShopifyPersonTriggers.onAccounts(Trigger.operationType, Trigger.new, Trigger.oldMap);
}
