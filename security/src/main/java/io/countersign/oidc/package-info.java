/** People and programs for whom an OpenID provider vouches, such as Keycloak: what it says of them, and their accounts here. */
@NullMarked
package io.countersign.oidc;

import org.jspecify.annotations.NullMarked;
