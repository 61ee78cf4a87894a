package dev.switchback.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class CreateViewTest {

  @Test
  void refuses_an_empty_query() {
    assertThatThrownBy(() -> new CreateView("v", " \n"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("createView 'v' – its query is empty: write a SELECT");
    assertThatThrownBy(() -> new CreateView("v", "", true))
        .hasMessage("createMaterializedView 'v' – its query is empty: write a SELECT");
    assertThatThrownBy(() -> new ReplaceView("v", ""))
        .hasMessage("replaceView 'v' – its query is empty: write a SELECT");
  }

  @Test
  void refuses_a_semicolon_behind_which_another_statement_could_stand() {
    assertThatThrownBy(() -> new CreateView("v", "SELECT 1; DROP TABLE rooms"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "createView 'v' – its query contains a semicolon: leave it out. If the semicolon is in"
                + " a text, write the whole statement by execute(…)");
  }

  @Test
  void says_what_it_does() {
    assertThat(new CreateView("v", "SELECT 1").describe()).isEqualTo("createView 'v'");
    assertThat(new CreateView("v", "SELECT 1", true).describe())
        .isEqualTo("createMaterializedView 'v'");
    assertThat(new ReplaceView("v", "SELECT 1").describe()).isEqualTo("replaceView 'v'");
    assertThat(new DropView("v").describe()).isEqualTo("dropView 'v'");
    assertThat(new DropView("v", true).describe()).isEqualTo("dropMaterializedView 'v'");
    assertThat(new RefreshMaterializedView("v").describe())
        .isEqualTo("refreshMaterializedView 'v'");
    assertThat(new CreateSchema("s").describe()).isEqualTo("createSchema 's'");
    assertThat(new DropSchema("s").describe()).isEqualTo("dropSchema 's'");
    assertThat(new DropSchema("s", true).describe()).isEqualTo("dropSchemaCascade 's'");
  }
}
