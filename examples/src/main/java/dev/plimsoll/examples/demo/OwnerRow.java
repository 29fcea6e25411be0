package dev.plimsoll.examples.demo;

/**
 * What became of one owner's objects in the simulated heap, in bytes.
 *
 * @param owner the owner's name, a single word
 * @param allocated all that it allocated
 * @param promoted what reached the old generation
 * @param live what it still holds
 * @param diedYoung what died in the young generation
 * @param diedOld what died in the old generation
 */
record OwnerRow(
    String owner, long allocated, long promoted, long live, long diedYoung, long diedOld) {}
