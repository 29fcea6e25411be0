package dev.plimsoll.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testng.ITestResult;
import org.testng.TestListenerAdapter;
import org.testng.TestNG;

/** Runs the Reactive Streams TCK, which is of TestNG, inside this build. */
class FlowGuardTckTest {

  @Test
  void passes_the_reactive_streams_tck_for_flow(@TempDir Path reports) {
    TestListenerAdapter results = new TestListenerAdapter();
    TestNG tests = new TestNG(false);
    tests.setVerbose(0);
    tests.setOutputDirectory(reports.toString());
    tests.setTestClasses(new Class<?>[] {FlowGuardVerification.class});
    tests.addListener(results);
    tests.run();
    assertThat(results.getFailedTests())
        .extracting(ITestResult::getName, ITestResult::getThrowable)
        .isEmpty();
    // The others are skipped by the TCK itself: they are for several subscribers or untestable.
    assertThat(results.getPassedTests()).hasSizeGreaterThan(40);
  }
}
