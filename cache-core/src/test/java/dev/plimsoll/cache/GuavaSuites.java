package dev.plimsoll.cache;

import java.util.Collections;
import java.util.stream.Stream;
import junit.framework.Test;
import junit.framework.TestFailure;
import junit.framework.TestResult;
import junit.framework.TestSuite;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;

/** Runs the JUnit 3 suites that guava-testlib builds. */
final class GuavaSuites {

  private GuavaSuites() {}

  static Stream<DynamicNode> tests(TestSuite suite) {
    return Collections.list(suite.tests()).stream().map(GuavaSuites::node);
  }

  private static DynamicNode node(Test test) {
    return test instanceof TestSuite suite
        ? DynamicContainer.dynamicContainer(String.valueOf(suite.getName()), tests(suite))
        : DynamicTest.dynamicTest(test.toString(), () -> run(test));
  }

  private static void run(Test test) throws Throwable {
    TestResult result = new TestResult();
    test.run(result);
    for (TestFailure failure : Collections.list(result.failures())) {
      throw failure.thrownException();
    }
    for (TestFailure failure : Collections.list(result.errors())) {
      throw failure.thrownException();
    }
  }
}
