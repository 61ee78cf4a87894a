package dev.switchback.spring.boot.job;

import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** A web application that is started as a job, in a process of its own. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class JobApplication {

  public static void main(String[] arguments) {
    SpringApplication.run(JobApplication.class, arguments);
  }

  @Bean
  CommandLineRunner work() {
    return arguments -> System.out.println("the application works");
  }

  @Bean
  Thread consumer() {
    Thread endless = new Thread(() -> {});
    System.out.println("a bean was created that a job does not need");
    return endless;
  }
}
