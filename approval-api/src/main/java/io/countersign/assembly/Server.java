package io.countersign.assembly;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.scheduling.annotation.EnableScheduling;

/** The server: every module's components, and what Spring Boot configures around them. */
@SpringBootConfiguration
@EnableScheduling
@EnableAutoConfiguration
@ComponentScan("io.countersign")
public class Server {}
