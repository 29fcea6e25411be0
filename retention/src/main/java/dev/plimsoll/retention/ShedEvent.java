package dev.plimsoll.retention;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;

/** A member of a budget shed. */
@Name("dev.plimsoll.BudgetShed")
@Label("Budget Shed")
@Category("Plimsoll")
@Description("A member of a retention budget was asked to let go of its oldest entries")
final class ShedEvent extends Event {

  @Label("Owner")
  String owner = "";

  @Label("Asked")
  @DataAmount
  long asked;

  @Label("Freed")
  @DataAmount
  long freed;
}
