package io.countersign.assembly;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.ComponentScan;

/** The server: every module's components, and what Spring Boot configures around them. */
@SpringBootConfiguration
@EnableAutoConfiguration
@ComponentScan("io.countersign")
public class Server {}
