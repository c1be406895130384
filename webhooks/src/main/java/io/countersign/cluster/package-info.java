/** The Kafka cluster that the log is fed to: how to connect, and the topics there. */
@NullMarked
package io.countersign.cluster;

import org.jspecify.annotations.NullMarked;
