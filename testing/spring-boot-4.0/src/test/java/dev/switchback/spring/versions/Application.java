package dev.switchback.spring.versions;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/** An application with JPA and a web server. */
@SpringBootApplication
class Application {

  @Bean
  FirstName firstName() {
    return new FirstName();
  }
}
