package dev.plimsoll.queue;

/** One element that was given up, on its way to the listeners. */
record DeadLetter<E>(E element, DeadLetterReason reason) {}
