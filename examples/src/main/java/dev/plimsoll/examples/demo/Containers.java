package dev.plimsoll.examples.demo;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentMap;

/**
 * All that the server holds between two requests.
 *
 * @param users the cache of users, by number
 * @param mails the mails that wait for the slow mail service
 */
record Containers(ConcurrentMap<Integer, User> users, BlockingQueue<Mail> mails) {}
