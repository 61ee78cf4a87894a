package dev.switchback.examples.springchat;

import org.springframework.data.jpa.repository.JpaRepository;

interface Messages extends JpaRepository<Message, Long> {}
