/** A registered model: its versions, their stages, aliases and transition requests, on one governance stream. */
@NullMarked
package io.countersign.registeredmodel;

import org.jspecify.annotations.NullMarked;
