/** Has Jenkins-style servers build jobs for events, and finds out what came of the builds. */
@NullMarked
package io.countersign.jenkins;

import org.jspecify.annotations.NullMarked;
