/** The one catalogue of flavor extra specs and image properties: what each is called, takes and means. Pure. */
@NullMarked
package io.bedplate.nfv.extraspecs;

import org.jspecify.annotations.NullMarked;
