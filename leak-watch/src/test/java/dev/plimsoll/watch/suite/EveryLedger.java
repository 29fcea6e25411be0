package dev.plimsoll.watch.suite;

import static net.bytebuddy.matcher.ElementMatchers.named;

import dev.plimsoll.retention.Owner;
import dev.plimsoll.retention.ReleaseCause;
import dev.plimsoll.retention.RetentionLedger;
import java.util.concurrent.atomic.LongAdder;
import net.bytebuddy.agent.ByteBuddyAgent;
import net.bytebuddy.agent.builder.AgentBuilder;
import net.bytebuddy.asm.Advice;

/** Has every ledger of this JVM tell one more what it hears. Public for the code woven in. */
public final class EveryLedger {

  private static final LongAdder RETAINED = new LongAdder();
  private static volatile RetentionLedger told;

  private EveryLedger() {}

  /** From now on every ledger tells this one, too. */
  static void tells(RetentionLedger ledger) {
    told = ledger;
    new AgentBuilder.Default()
        .disableClassFormatChanges()
        .with(AgentBuilder.RedefinitionStrategy.RETRANSFORMATION)
        .type(named(RetentionLedger.class.getName()))
        .transform(
            (builder, type, loader, module, domain) ->
                builder
                    .visit(Advice.to(OnRetained.class).on(named("retained")))
                    .visit(Advice.to(OnReleased.class).on(named("released"))))
        .installOn(ByteBuddyAgent.install());
  }

  /** {@return how many objects were told to be retained} */
  static long retained() {
    return RETAINED.sum();
  }

  /** Called from inside every ledger. */
  public static void retained(RetentionLedger ledger, Owner owner, long id, long bytes) {
    if (ledger != told) {
      RETAINED.increment();
      told.retained(owner, id, bytes);
    }
  }

  /** Called from inside every ledger. */
  public static void released(
      RetentionLedger ledger, Owner owner, long id, long bytes, ReleaseCause cause) {
    if (ledger != told) {
      told.released(owner, id, bytes, cause);
    }
  }

  static final class OnRetained {
    private OnRetained() {}

    @Advice.OnMethodEnter
    static void heard(
        @Advice.This RetentionLedger ledger,
        @Advice.Argument(0) Owner owner,
        @Advice.Argument(1) long id,
        @Advice.Argument(2) long bytes) {
      EveryLedger.retained(ledger, owner, id, bytes);
    }
  }

  static final class OnReleased {
    private OnReleased() {}

    @Advice.OnMethodEnter
    static void heard(
        @Advice.This RetentionLedger ledger,
        @Advice.Argument(0) Owner owner,
        @Advice.Argument(1) long id,
        @Advice.Argument(2) long bytes,
        @Advice.Argument(3) ReleaseCause cause) {
      EveryLedger.released(ledger, owner, id, bytes, cause);
    }
  }
}
