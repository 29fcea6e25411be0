package dev.plimsoll.examples.demo;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.LinkedBlockingQueue;

/** Containers that keep all that they are given. */
final class LeakyContainers {

  private LeakyContainers() {}

  static Containers open() {
    ConcurrentMap<Integer, User> users = new ConcurrentHashMap<>();
    BlockingQueue<Mail> mails = new LinkedBlockingQueue<>();
    return new Containers(users, mails);
  }
}
