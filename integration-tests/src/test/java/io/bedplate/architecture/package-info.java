/** The walls between modules. */
@NullMarked
package io.bedplate.architecture;

import org.jspecify.annotations.NullMarked;
