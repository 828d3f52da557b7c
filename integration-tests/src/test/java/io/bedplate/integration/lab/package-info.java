/** Tests that run on a lab host: how they get there and how their results come back. */
@NullMarked
package io.bedplate.integration.lab;

import org.jspecify.annotations.NullMarked;
