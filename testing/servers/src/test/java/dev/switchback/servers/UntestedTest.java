package dev.switchback.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class UntestedTest {

  @Test
  void says_in_one_line_what_happened_and_what_to_do() {
    Untested untested = new Untested(TestDatabase.MYSQL, new IOException("it broke\n  in two"));

    assertThat(untested.sentence())
        .isEqualTo(
            "MySQL was not tested – its server could not start: it broke | in two – to test on a"
                + " server of your own: -Dswitchback.test.mysql.url=… .user=… .password=…; to make"
                + " this a failure: -Dswitchback.test.require=mysql");
  }

  @Test
  void names_the_kind_of_an_error_that_does_not_speak_for_itself() {
    Untested untested =
        new Untested(TestDatabase.POSTGRESQL, new NoClassDefFoundError("io/zonky/Missing"));

    assertThat(untested.sentence())
        .contains("could not start: java.lang.NoClassDefFoundError: io/zonky/Missing – ");
  }
}
