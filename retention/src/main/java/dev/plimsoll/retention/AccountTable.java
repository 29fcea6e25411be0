package dev.plimsoll.retention;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The accounts by owner: open addressing by identity, owners held weakly. Lookups take no lock and
 * write nothing.
 *
 * <p>An account whose owner is gone leaves when the table is rebuilt: when it is half full, and
 * when a reader has met such an account.
 */
final class AccountTable {

  private static final int FEWEST_SLOTS = 16;

  // What accounts know their table by: an owner that remembers one must not keep the others alive.
  private final Object book = new Object();
  private final int processors = Runtime.getRuntime().availableProcessors();
  private volatile AtomicReferenceArray<Account> slots = new AtomicReferenceArray<>(FEWEST_SLOTS);
  // Guarded by this, as is every write into slots.
  private int used;

  Account of(Owner owner) {
    Account remembered = owner.account();
    return remembered != null && remembered.isIn(book) ? remembered : findOrOpen(owner);
  }

  private Account findOrOpen(Owner owner) {
    Account account = find(slots, owner);
    return account != null ? account : open(owner);
  }

  boolean contains(Owner owner) {
    return find(slots, owner) != null;
  }

  private static @Nullable Account find(AtomicReferenceArray<Account> slots, Owner owner) {
    int mask = slots.length() - 1;
    for (int i = System.identityHashCode(owner) & mask; ; i = (i + 1) & mask) {
      Account account = slots.getAcquire(i);
      if (account == null || account.refersTo(owner)) {
        return account;
      }
    }
  }

  private synchronized Account open(Owner owner) {
    Account present = find(slots, owner);
    if (present != null) {
      return present;
    }
    if (2 * (used + 1) > slots.length()) {
      rebuild();
    }
    Account fresh = new Account(owner, book, processors);
    insert(slots, fresh);
    used++;
    if (owner.account() == null) {
      owner.account(fresh);
    }
    return fresh;
  }

  /** Visits every account whose owner is alive. */
  void forEach(Consumer<Account> visitor) {
    AtomicReferenceArray<Account> seen = slots;
    boolean metAbandoned = false;
    for (int i = 0; i < seen.length(); i++) {
      Account account = seen.getAcquire(i);
      if (account != null && account.refersTo(null)) {
        metAbandoned = true;
      } else if (account != null) {
        visitor.accept(account);
      }
    }
    if (metAbandoned) {
      dropAbandoned();
    }
  }

  private synchronized void dropAbandoned() {
    rebuild();
  }

  private void rebuild() {
    List<Account> living = new ArrayList<>();
    for (int i = 0; i < slots.length(); i++) {
      Account account = slots.getPlain(i);
      if (account != null && !account.refersTo(null)) {
        living.add(account);
      }
    }
    // At most a quarter full afterwards, so that rebuilding stays rare.
    int wanted = Math.max(FEWEST_SLOTS, 4 * (living.size() + 1));
    var rebuilt = new AtomicReferenceArray<Account>(Integer.highestOneBit(2 * wanted - 1));
    living.forEach(account -> insert(rebuilt, account));
    used = living.size();
    slots = rebuilt;
  }

  private static void insert(AtomicReferenceArray<Account> slots, Account account) {
    int mask = slots.length() - 1;
    int i = account.hash() & mask;
    while (slots.getPlain(i) != null) {
      i = (i + 1) & mask;
    }
    slots.setRelease(i, account);
  }
}
