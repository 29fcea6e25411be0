package dev.plimsoll.queue;

import java.util.Collections;
import java.util.stream.Stream;
import junit.framework.Test;
import junit.framework.TestCase;
import junit.framework.TestSuite;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;

/** Runs the suites that Guava's testlib builds, which are of JUnit 3, as dynamic tests. */
final class Legacy {

  private Legacy() {}

  static DynamicNode node(Test test) {
    if (test instanceof TestSuite suite) {
      Stream<DynamicNode> children = Collections.list(suite.tests()).stream().map(Legacy::node);
      return DynamicContainer.dynamicContainer(suite.getName(), children);
    }
    TestCase testCase = (TestCase) test;
    return DynamicTest.dynamicTest(testCase.getName(), testCase::runBare);
  }
}
