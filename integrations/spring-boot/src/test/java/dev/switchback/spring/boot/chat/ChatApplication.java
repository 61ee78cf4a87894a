package dev.switchback.spring.boot.chat;

import org.springframework.boot.autoconfigure.SpringBootApplication;

/** An application with the starter and no configuration. */
@SpringBootApplication
class ChatApplication {}
