/** What all routes of Countersign's own API share: their prefix, how failures are told, and how POSTs are repeated safely. */
@NullMarked
package io.countersign.api;

import org.jspecify.annotations.NullMarked;
