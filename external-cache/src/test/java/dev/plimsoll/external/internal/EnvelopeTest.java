package dev.plimsoll.external.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EnvelopeTest {

  private static final byte[] KEY = "alice".getBytes(UTF_8);
  private static final byte[] VALUE = "the value".getBytes(UTF_8);
  private static final Envelope.Header HEADER =
      new Envelope.Header(2, 0x1234_5678_9abc_def0L, 1_700_000_000_000L, 1_700_000_060_000L, 5, 7);

  @Test
  void opens_what_was_sealed() {
    byte[] bytes = Envelope.seal(HEADER, 42, KEY, VALUE);
    assertThat(Envelope.open(bytes, KEY)).isEqualTo(HEADER);
    assertThat(Envelope.generation(bytes)).isEqualTo(42);
    assertThat(Arrays.copyOfRange(bytes, Envelope.HEADER, bytes.length)).isEqualTo(VALUE);
  }

  @Test
  void opens_no_other_keys_bytes() {
    byte[] bytes = Envelope.seal(HEADER, 42, KEY, VALUE);
    assertThat(Envelope.open(bytes, "bob".getBytes(UTF_8))).isNull();
  }

  @Test
  void opens_none_of_20_000_envelopes_with_flipped_bits() {
    Random random = new Random(20_000);
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = Envelope.seal(HEADER, 42, KEY, VALUE);
      int flips = 1 + random.nextInt(3);
      for (int j = 0; j < flips; j++) {
        bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
      }
      if (!Arrays.equals(bytes, Envelope.seal(HEADER, 42, KEY, VALUE))) {
        assertThat(Envelope.open(bytes, KEY)).as("round %d", i).isNull();
      }
    }
  }

  @Test
  void opens_nothing_that_is_cut_short() {
    byte[] bytes = Envelope.seal(HEADER, 42, KEY, VALUE);
    for (int length = 0; length < bytes.length; length++) {
      assertThat(Envelope.open(Arrays.copyOf(bytes, length), KEY)).isNull();
    }
  }

  @Test
  void opens_nothing_of_another_format() {
    byte[] bytes = Envelope.seal(HEADER, 42, KEY, VALUE);
    bytes[2]++;
    assertThat(Envelope.open(bytes, KEY)).isNull();
  }

  @Test
  void lets_the_expiry_be_replaced_alone() {
    byte[] bytes = Envelope.seal(HEADER, 42, KEY, VALUE);
    Envelope.setExpires(bytes, 1_800_000_000_000L);
    Envelope.Header header = Envelope.open(bytes, KEY);
    assertThat(header.expires()).isEqualTo(1_800_000_000_000L);
    assertThat(header.version()).isEqualTo(HEADER.version());
    Envelope.setExpires(bytes, 0);
    assertThat(Envelope.open(bytes, KEY).expires()).isZero();
  }
}
