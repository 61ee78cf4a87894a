package dev.switchback.spring.versions;

import org.springframework.data.jpa.repository.JpaRepository;

interface People extends JpaRepository<Person, Long> {}
