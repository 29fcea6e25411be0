/** A real Tomcat on which one web application is deployed again and again, for lesson 22. */
@NullMarked
package dev.plimsoll.examples.redeploy;

import org.jspecify.annotations.NullMarked;
