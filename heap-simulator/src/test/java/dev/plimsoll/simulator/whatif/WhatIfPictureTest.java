package dev.plimsoll.simulator.whatif;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plimsoll.retention.Bound;
import dev.plimsoll.retention.Owner;
import dev.plimsoll.retention.recording.Recording;
import dev.plimsoll.retention.recording.RetentionRecorder;
import java.io.StringReader;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class WhatIfPictureTest {

  private static final long MB = 1 << 20;

  private static WhatIfReport report(Recording recording, String owner)
      throws InterruptedException {
    return WhatIf.about(recording, owner)
        .withHeap(Preset.HOTSPOT_SERIAL, 64 * MB, 8 * MB)
        .withHeap(Preset.V8_11_3, 64 * MB, 8 * MB)
        .withLimits(50, 100, 1_000, 20_000)
        .withNewSpaces(4 * MB, 16 * MB)
        .withHeaps(32 * MB, 128 * MB)
        .run();
  }

  private static Document parsed(String svg) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(svg)));
  }

  @Test
  void each_outcome_is_a_dot_in_each_chart_or_a_cross_where_memory_ran_out() throws Exception {
    WhatIfReport report = report(Recorded.server(500), "users");
    Document picture = parsed(report.svg());
    long dots = picture.getElementsByTagName("circle").getLength();
    long crosses = 0;
    long outcomes = 0;
    for (WhatIfReport.Sweep sweep : report.sweeps()) {
      for (var axis :
          new java.util.List<?>[] {sweep.byLimit(), sweep.byNewSpace(), sweep.byHeap()}) {
        outcomes += axis.size();
        crosses += axis.stream().filter(o -> ((Outcome) o).outOfMemory()).count();
      }
    }
    // Four lines a chart column: promoted, young, full and pauses.
    assertThat(crosses).isPositive();
    assertThat(dots).isEqualTo(4 * (outcomes - crosses));
  }

  @Test
  void everything_lies_within_the_picture() throws Exception {
    Document picture = parsed(report(Recorded.server(500), "users").svg());
    double width = Double.parseDouble(picture.getDocumentElement().getAttribute("width"));
    double height = Double.parseDouble(picture.getDocumentElement().getAttribute("height"));
    for (String tag : new String[] {"text", "circle"}) {
      NodeList elements = picture.getElementsByTagName(tag);
      for (int i = 0; i < elements.getLength(); i++) {
        Element element = (Element) elements.item(i);
        String prefix = tag.equals("circle") ? "c" : "";
        assertThat(Double.parseDouble(element.getAttribute(prefix + "x"))).isBetween(0.0, width);
        assertThat(Double.parseDouble(element.getAttribute(prefix + "y"))).isBetween(0.0, height);
      }
    }
  }

  @Test
  void a_name_from_outside_cannot_break_out_of_the_picture() throws Exception {
    RetentionRecorder recorder = RetentionRecorder.ofMaxBytes(1 << 20, () -> 0);
    Owner owner = Owner.named("</text><script>\u0001&\"'", Bound.entries(10));
    recorder.retained(owner, 1, 100);
    Document picture = parsed(report(recorder.recording(), owner.name()).svg());
    assertThat(picture.getElementsByTagName("script").getLength()).isZero();
  }

  @Test
  void the_table_fits_100_columns() throws InterruptedException {
    assertThat(report(Recorded.server(500), "users").table())
        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(100));
  }

  @Test
  void axes_have_round_steps() {
    assertThat(ChartPanel.niceStep(0)).isEqualTo(1);
    assertThat(ChartPanel.niceStep(0.03)).isEqualTo(0.05);
    assertThat(ChartPanel.niceStep(7)).isEqualTo(10);
    assertThat(ChartPanel.niceStep(200)).isEqualTo(200);
  }
}
