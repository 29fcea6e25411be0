/**
 * The rule that tells a leak from growth: arithmetic on samples, without a clock, a bean or a
 * ledger, so that it runs on a real heap's figures, a simulator's, or a recorded series alike.
 */
@NullMarked
package dev.plimsoll.watch.rule;

import org.jspecify.annotations.NullMarked;
