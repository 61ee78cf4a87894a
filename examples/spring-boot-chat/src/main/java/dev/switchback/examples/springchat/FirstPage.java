package dev.switchback.examples.springchat;

import dev.switchback.MigrationStatus;
import dev.switchback.Migrator;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.HtmlUtils;

/** Shows the messages, and the status of the migrations. */
@RestController
class FirstPage {

  private final Messages messages;
  private final Migrator migrator;

  FirstPage(Messages messages, Migrator migrator) {
    this.messages = messages;
    this.migrator = migrator;
  }

  @GetMapping(path = "/", produces = MediaType.TEXT_HTML_VALUE)
  String show() {
    return """
    <!DOCTYPE html>
    <html lang="en">
    <title>Chat</title>
    <h1>Messages</h1>
    <ul>
    %s</ul>
    <form method="post"><input name="body" maxlength="500" required> <button>Send</button></form>
    <h1>Migrations</h1>
    <table>
    %s</table>
    </html>
    """
        .formatted(messages(), migrations());
  }

  @PostMapping("/")
  ResponseEntity<Void> send(@RequestParam String body) {
    messages.save(new Message(body));
    return ResponseEntity.status(303).header("Location", "/").build();
  }

  private String messages() {
    return lines(
        messages.findAll().stream()
            .map(message -> "<li>" + HtmlUtils.htmlEscape(message.body) + "</li>")
            .toList());
  }

  private String migrations() {
    return lines(migrator.status().stream().map(FirstPage::row).toList());
  }

  private static String row(MigrationStatus migration) {
    return "<tr><td>%s</td><td>%s</td><td>%s</td></tr>"
        .formatted(
            migration.name(),
            migration.state(),
            migration.appliedAt().map(Object::toString).orElse(""));
  }

  private static String lines(List<String> all) {
    return all.stream().map(line -> line + "\n").collect(Collectors.joining());
  }
}
