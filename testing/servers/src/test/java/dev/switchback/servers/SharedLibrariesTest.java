package dev.switchback.servers;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SharedLibrariesTest {

  @Test
  void knows_the_package_of_a_library_by_its_name() {
    assertThat(SharedLibraries.packagesOf("libaio.so.1")).containsExactly("libaio1t64", "libaio1");
    assertThat(SharedLibraries.packagesOf("libstdc++.so.6")).contains("libstdc++6");
    assertThat(SharedLibraries.packagesOf("libcap2.so.3")).contains("libcap2-3");
  }
}
