/** A trigger of another vendor that burns CPU for every order whose note asks for it. */
trigger HostileOrderTrigger on Shopify_Order__c(before insert, before update) {
  for (Shopify_Order__c order : Trigger.new) {
    if (order.Note__c != null && order.Note__c.contains('burn CPU')) {
      Integer until = Limits.getCpuTime() + 2000;
      while (Limits.getCpuTime() < until) {
        String.valueOf(Math.random()).hashCode();
      }
    }
    if (order.Note__c != null && order.Note__c.contains('throw')) {
      order.addError('Another package does not want this order.');
    }
  }
}
