/** People who hand their word on changes to others for a time. */
@NullMarked
package io.countersign.delegation;

import org.jspecify.annotations.NullMarked;
