package dev.plimsoll.examples.demo;

import java.io.PrintStream;
import java.time.Duration;
import java.util.List;

/** Where frames are shown. */
interface Screen {

  void show(Frame frame);

  /** {@return how long to wait between two frames} */
  Duration pace();

  /** {@return a screen for a terminal that redraws in place} */
  static Screen live(PrintStream out) {
    return new Screen() {
      private int drawn;

      @Override
      public void show(Frame frame) {
        List<String> lines = Dashboard.screen(frame);
        StringBuilder text = new StringBuilder();
        if (drawn > 0) {
          text.append("\033[").append(drawn).append('A');
        }
        lines.forEach(line -> text.append("\033[2K").append(line).append('\n'));
        drawn = lines.size();
        out.print(text);
        out.flush();
      }

      @Override
      public Duration pace() {
        return Duration.ofMillis(250);
      }
    };
  }

  /** {@return a screen for what is no terminal: a line for each frame, fewer of them} */
  static Screen plain(PrintStream out) {
    return new Screen() {
      @Override
      public void show(Frame frame) {
        out.println(Dashboard.line(frame));
      }

      @Override
      public Duration pace() {
        return Duration.ofSeconds(2);
      }
    };
  }
}
