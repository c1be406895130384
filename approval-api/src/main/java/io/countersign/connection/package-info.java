/** The connections that clients open, and how long and how many they may keep. */
@NullMarked
package io.countersign.connection;

import org.jspecify.annotations.NullMarked;
