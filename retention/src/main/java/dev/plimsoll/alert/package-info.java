/**
 * An alert, and where it goes: the log, JMX notifications, an HTTP webhook that Prometheus
 * Alertmanager understands. Whoever notices something hands an {@link dev.plimsoll.alert.Alert} to
 * an {@link dev.plimsoll.alert.AlertSink} and goes on: a sink never blocks and never throws.
 */
@NullMarked
package dev.plimsoll.alert;

import org.jspecify.annotations.NullMarked;
