/**
 * The web application of lesson 22. Its class files are copied into {@code WEB-INF/classes}, so
 * that each deployment loads them anew, by a class loader of its own.
 */
@NullMarked
package dev.plimsoll.examples.redeploy.app;

import org.jspecify.annotations.NullMarked;
