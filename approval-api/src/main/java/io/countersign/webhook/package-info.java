/** The routes by which people have receivers called, and look after what they were sent. */
@NullMarked
package io.countersign.webhook;

import org.jspecify.annotations.NullMarked;
