trigger PingTrigger on Ping__e(after insert) {
  Hello.keep(Trigger.new);
}
