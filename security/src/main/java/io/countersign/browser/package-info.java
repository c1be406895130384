/**
 * People who sign in by their browsers at an OpenID provider (OpenID Connect Core 1.0, authorization code flow with PKCE), and the
 * sessions that this server keeps of them.
 */
@NullMarked
package io.countersign.browser;

import org.jspecify.annotations.NullMarked;
