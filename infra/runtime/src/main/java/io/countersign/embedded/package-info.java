/** PostgreSQL and a Kafka broker as child processes that belong to one data directory and to one server. */
@NullMarked
package io.countersign.embedded;

import org.jspecify.annotations.NullMarked;
