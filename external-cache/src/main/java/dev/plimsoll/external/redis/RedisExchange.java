package dev.plimsoll.external.redis;

import dev.plimsoll.external.UnavailableException;
import dev.plimsoll.external.UnavailableException.Reason;
import dev.plimsoll.external.internal.Deadline;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisAskDataException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisNoScriptException;
import redis.clients.jedis.exceptions.JedisRedirectionException;

/** Exchanges commands with whichever node holds a slot, and follows it when the slot moves. */
final class RedisExchange {

  private static final int MOST_REDIRECTIONS = 5;
  private static final CommandArguments ASKING = new CommandArguments(Command.ASKING);

  private final RedisTopology topology;

  RedisExchange(RedisTopology topology) {
    this.topology = topology;
  }

  /** {@return the one reply of one command} */
  Object one(int slot, boolean repeatable, Deadline deadline, CommandArguments command) {
    return all(slot, repeatable, deadline, List.of(command)).get(0);
  }

  /** {@return the replies of commands on one slot; none is an error} */
  List<Object> all(
      int slot, boolean repeatable, Deadline deadline, List<CommandArguments> commands) {
    RedisNode node = topology.nodeOf(slot, deadline);
    List<Object> replies = node.exchange(commands, repeatable, deadline);
    for (int i = 0; i < MOST_REDIRECTIONS; i++) {
      JedisDataException error = firstError(replies);
      if (error == null) {
        return replies;
      }
      if (!(error instanceof JedisRedirectionException redirection)) {
        throw refusal(node, error);
      }
      node = topology.nodeAt(redirection.getTargetNode());
      replies = follow(node, redirection, commands, deadline);
    }
    throw new UnavailableException(
        Reason.REFUSED, "slot " + slot + " was handed on " + MOST_REDIRECTIONS + " times");
  }

  /** {@return the reply of a script, which is sent whole when the server does not know it} */
  Object script(
      int slot, RedisScripts script, Deadline deadline, List<byte[]> keys, List<byte[]> arguments) {
    try {
      CommandArguments known = call(Command.EVALSHA, script.digest(), keys, arguments);
      return one(slot, false, deadline, known);
    } catch (UnavailableException e) {
      if (!(e.getCause() instanceof JedisNoScriptException)) {
        throw e;
      }
      CommandArguments whole = call(Command.EVAL, script.source(), keys, arguments);
      return one(slot, false, deadline, whole);
    }
  }

  private static CommandArguments call(
      Command command, byte[] script, List<byte[]> keys, List<byte[]> arguments) {
    CommandArguments call = new CommandArguments(command).add(script).add(keys.size());
    keys.forEach(call::add);
    arguments.forEach(call::add);
    return call;
  }

  private List<Object> follow(
      RedisNode node,
      JedisRedirectionException redirection,
      List<CommandArguments> commands,
      Deadline deadline) {
    if (!(redirection instanceof JedisAskDataException)) {
      topology.renew();
      // A server that redirects has not done the command, so it may be sent again.
      return node.exchange(commands, true, deadline);
    }
    List<CommandArguments> asking = new ArrayList<>(2 * commands.size());
    for (CommandArguments command : commands) {
      asking.add(ASKING);
      asking.add(command);
    }
    List<Object> both = node.exchange(asking, true, deadline);
    List<Object> replies = new ArrayList<>(commands.size());
    for (int i = 1; i < both.size(); i += 2) {
      replies.add(both.get(i));
    }
    return replies;
  }

  private UnavailableException refusal(RedisNode node, JedisDataException error) {
    String text = String.valueOf(error.getMessage());
    if (text.startsWith("READONLY")
        || text.startsWith("LOADING")
        || text.startsWith("MASTERDOWN")) {
      // The master has become a replica, or is not ready: the next call looks again.
      node.forget();
      topology.renew();
    }
    return new UnavailableException(Reason.REFUSED, node.address() + " refused: " + text, error);
  }

  static @Nullable JedisDataException firstError(List<Object> replies) {
    for (Object reply : replies) {
      if (reply instanceof JedisDataException error) {
        return error;
      }
    }
    return null;
  }
}
